# cheat: hands in plain files and no history at all
# beats: graders that take a missing history for one without faults
# exams: repo
