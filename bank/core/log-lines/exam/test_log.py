"""Checks of the printer's log."""

import pytest
from printer_log import read_line


def parts(message, level="WARN"):
    return {"day": "2026-03-01", "time": "08:15", "level": level, "message": message}


@pytest.mark.public
def test_a_line_has_four_parts():
    assert read_line("2026-03-01 08:15 WARN paper is low") == parts("paper is low")


@pytest.mark.parametrize("level", ["INFO", "WARN", "ERROR"])
def test_a_line_may_have_each_level(level):
    assert read_line(f"2026-03-01 08:15 {level} x\n") == parts("x", level)


@pytest.mark.parametrize("message", ["tray 2: paper: low", "two  blanks", " blank in front", "blank behind ", "ERROR WARN", "."])
def test_the_message_stays_as_it_is(message):
    assert read_line(f"2026-03-01 08:15 WARN {message}\n") == parts(message)
    assert read_line(f"2026-03-01 08:15 WARN {message}") == parts(message)


@pytest.mark.parametrize(
    "line",
    [
        "", "\n", "2026-03-01 08:15 WARN", "2026-03-01 08:15 WARN ", "2026-03-01 08:15 WARN \n", "2026-03-01 8:15 WARN x",
        "2026-03-01 08:15 warn x", "2026-03-01 08:15 WARNING x", "26-03-01 08:15 WARN x", "2026-03-01  08:15 WARN x",
        " 2026-03-01 08:15 WARN x", "2026-3-01 08:15 WARN x", "2026/03/01 08:15 WARN x", "2026-03-01 08.15 WARN x",
        "2026-03-01 08:15:00 WARN x", "2026-03-01T08:15 WARN x", "12026-03-01 08:15 WARN x", "2026-03-011 08:15 WARN x",
    ],
)
def test_other_lines_are_nothing(line):
    assert read_line(line) is None
