"""Asks a server, and tries again when it makes sense."""


def fetch(get, sleep, tries=3):
    """The text that `get()` returns."""
    pause = 1
    for number in range(1, tries + 1):
        status, text = get()
        if status == 200:
            return text
        if status < 500:
            raise LookupError(status)
        sleep(pause)
        pause *= 2
    raise TimeoutError(status)
