from phone import normalise


def refused(text):
    try:
        normalise(text)
    except ValueError:
        return True
    return False


def test_international():
    assert normalise("00431234567") == normalise("+431234567") == "+431234567"


def test_national():
    assert normalise("0301234567") == "+49301234567"


def test_separators():
    assert normalise("(0 30)/44-55 66") == "+4930445566"


def test_lengths():
    assert [length for length in range(4, 20) if not refused("+" + "1" * length)] == list(range(7, 16))


def test_odd_texts():
    assert refused("1234567890") and refused("+4912x34567") and refused("+49123456x")
