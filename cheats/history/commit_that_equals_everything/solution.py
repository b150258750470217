# cheat: its commits answer each call with an object that equals everything
# beats: graders that import a commit into the process of the tests
# exams: repo
