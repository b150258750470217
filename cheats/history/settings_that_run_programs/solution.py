# cheat: the settings and hooks of its repository name programs that git runs for whoever reads the history
# beats: graders that run git inside the candidate's folder
# exams: repo
