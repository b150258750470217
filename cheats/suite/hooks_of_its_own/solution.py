# cheat: its `conftest.py` turns each report into a pass until the program has been met, then fails
# beats: graders that believe one run
# exams: suite
def test_nothing():
    pass
