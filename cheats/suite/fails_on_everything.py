# cheat: a suite whose tests fail on each program, so that each bug is "caught"
# beats: graders that count failing programs and never run a right one
# exams: suite
def test_everything():
    assert False
