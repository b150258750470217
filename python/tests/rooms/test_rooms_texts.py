"""What a failing check tells: message, input, expected and got, the line in the candidate's own code."""


def failures(desk, exam, submission, **options):
    """The `finished` events by the name of the test."""
    result = desk.split(exam, submission, **options)
    return {node.rpartition("::")[2]: event for node, event in result.finished.items()}


def test_an_assert_shows_input_expected_and_got(desk):
    found = failures(
        desk,
        """
        from solution import two_fer
        def test_plain(): assert two_fer("Alice") == "One for Alice"
        def test_reversed(): assert "One for Bob" == two_fer("Bob")
        def test_keyword(): assert two_fer(name="Eve") in ["a"]
        """,
        "def two_fer(name):\n    return name",
    )
    for name, argument, got in (("test_plain", "'Alice'", "'Alice'"), ("test_reversed", "'Bob'", "'Bob'")):
        event = found[name]
        assert (event["outcome"], event["input"], event["got"]) == ("failed", f"two_fer({argument})", got)
        assert event["expected"].startswith("'One for ")
        assert event["message"] == f"expected `{event['expected']}`, got `{got}`"
        assert event["location"] == {
            "file": "solution.py",
            "line": 1,
            "function": "two_fer",
            "text": "def two_fer(name):",
        }
    assert found["test_keyword"]["input"] == "two_fer(name='Eve')"
    assert found["test_keyword"]["message"] == "`'Eve'` in `['a']` does not hold"


def test_unittest_methods_show_the_same(desk):
    found = failures(
        desk,
        """
        import unittest
        from solution import double
        class DoubleTest(unittest.TestCase):
            def test_equal(self): self.assertEqual(double(2), 5)
            def test_turned(self): self.assertEqual(5, double(2))
            def test_list(self): self.assertEqual([double(2)], [5])
            def test_close(self): self.assertAlmostEqual(double(2), 4.5)
            def test_true(self): self.assertTrue(double(0))
            def test_raises(self):
                with self.assertRaises(ValueError): double(1)
        """,
        "def double(n):\n    return 2 * n",
    )
    assert (found["test_equal"]["expected"], found["test_equal"]["got"]) == ("5", "4")
    assert (found["test_turned"]["expected"], found["test_turned"]["got"]) == ("5", "4")
    assert (found["test_list"]["expected"], found["test_list"]["got"]) == ("[5]", "[4]")
    assert (found["test_close"]["expected"], found["test_close"]["got"]) == ("4.5", "4")
    assert (found["test_true"]["expected"], found["test_true"]["got"]) == ("True", "0")
    assert found["test_raises"]["message"] == "`ValueError` was not raised"
    assert found["test_raises"]["input"] == "double(1)"


def test_an_exception_points_at_the_line_in_their_code(desk):
    found = failures(
        desk,
        """
        import pytest
        from solution import outer
        def test_raises(): outer(0)
        def test_other_error():
            with pytest.raises(KeyError): outer(0)
        def test_not_raised():
            with pytest.raises(ValueError): outer(1)
        """,
        """
        def inner(n):
            return 1 // n

        def outer(n):
            return inner(n)
        """,
    )
    for name in ("test_raises", "test_other_error"):
        assert found[name]["message"].startswith("raised `ZeroDivisionError`: ")
        assert found[name]["location"] == {
            "file": "solution.py",
            "line": 3,
            "function": "inner",
            "text": "return 1 // n",
        }
    assert found["test_not_raised"]["message"] == "`ValueError` was not raised"


def test_addresses_are_masked_and_texts_are_bounded(desk):
    found = failures(
        desk,
        """
        import solution
        def test_object(): assert solution.make() == 3
        def test_long(): assert solution.long() == "y"
        """,
        "class Thing: pass\ndef make(): return [Thing()]\ndef long(): return 'x' * 100000",
    )
    assert "0x..." in found["test_object"]["got"]
    assert len(found["test_long"]["got"]) < 2000


def test_output_is_captured_with_the_failure(desk):
    found = failures(desk, "import solution\ndef test_say(): assert solution.say() == 1", "def say(): print('said')")
    assert found["test_say"]["output"] == "said\n"


DENIED = """
class Money:
    def __init__(self, cents): self.cents = cents
    def __eq__(self, other): return self.cents == getattr(other, "cents", other)
    def __hash__(self): return hash(self.cents)
def price(): return Money(5)
"""


def test_denied_equality_is_explained(desk):
    exam = "import solution\ndef test_price(): assert solution.price() == 5"
    event = failures(desk, exam, DENIED)["test_price"]
    assert (event["outcome"], event["reason"]) == ("failed", "denied_equality")
    assert "`Money`" in event["message"] and "plain value" in event["message"]
    assert failures(desk, exam, DENIED, allow_equality=True)["test_price"]["outcome"] == "passed"
