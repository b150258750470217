# cheat: a commit's module ends the process with status 0 while it is imported
# beats: graders that believe the status of a build
# exams: repo
