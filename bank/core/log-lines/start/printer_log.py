"""Reading a printer's log."""


def read_line(line: str) -> dict[str, str] | None:
    """The parts of a line; nothing when it has another form."""
    raise NotImplementedError
