"""`assert handle != plain` has plain pytest's verdict; no other comparison with a plain value asks the submission."""

EXAM = """
    import unittest, pytest
    from solution import Own

    def test_assert(): assert Own(1) != 1
    def test_reflected(): assert 1 != Own(1)
    def test_with_message(): assert Own(1) != (
        1
    ), "differs"
    class DifferenceTest(unittest.TestCase):
        def test_not_equal(self): self.assertNotEqual(Own(1), 1)
"""


def test_a_wrong_equality_costs_what_it_costs_in_plain_pytest(desk):
    result = desk.agrees(EXAM, "class Own:\n    def __init__(self, x): pass\n    def __eq__(self, other): return True\n")
    assert set(result.outcomes.values()) == {"failed"}


def test_an_honest_class_differs(desk):
    desk.accepts(
        EXAM,
        "class Own:\n    def __init__(self, x): self.x = x\n"
        "    def __eq__(self, other): return type(other) is Own and other.x == self.x if isinstance(other, Own) else "
        "NotImplemented\n",
    )


def test_an_equal_earns_nothing(desk):
    result = desk.split(
        """
        import pytest
        from solution import Own

        def test_condition():
            if Own(1) != 5: pytest.fail("differs")
        def test_negated(): assert not Own(1) != 5
        def test_negated_within(): assert (Own(1) != 5) is False
        def test_equal(): assert Own(1) == 5
        def test_two_on_a_line():
            same = Own(1) != 5; assert Own(2) != "x"
            assert not same
        """,
        "class Own:\n    def __init__(self, x): pass\n    def __eq__(self, other): return other != 'x'\n"
        "    def __ne__(self, other): return other == 'x'\n",
    )
    assert set(result.outcomes.values()) == {"failed"}, {node: each["message"] for node, each in result.finished.items()}
