# cheat: grafts and replacements tell another history than the objects do
# beats: graders that ask git with its usual settings
# exams: repo
