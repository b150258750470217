# cheat: brings its own `delivery.py`, so that its tests never meet the program under test
# beats: graders that copy the candidate's whole folder over the program
# exams: suite
import delivery


def test_free():
    assert delivery.OWN and delivery.fee(4000, 10) == 0
