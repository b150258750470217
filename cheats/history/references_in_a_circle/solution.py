# cheat: references that point at each other, out of the repository, and at nothing
# beats: readers that follow a reference until it ends
# exams: repo
