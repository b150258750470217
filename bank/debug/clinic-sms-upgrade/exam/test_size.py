"""Only the messenger was changed; it counts only when texts go out."""

from clinic.messenger import Messenger


def test_only_the_messenger_is_changed(changes):
    assert changes.files == ["clinic/messenger.py"]
    assert Messenger(lambda number, text: "m1").send("+491", "a").id == "m1"
