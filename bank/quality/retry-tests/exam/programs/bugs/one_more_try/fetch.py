"""Asks a server, and tries again when it makes sense."""


def fetch(get, sleep, tries=3):
    """The text that `get()` returns."""
    pause = 1
    for number in range(1, tries + 2):
        status, text = get()
        if status == 200:
            return text
        if status < 500:
            raise LookupError(status)
        if number < tries:
            sleep(pause)
            pause *= 2
    raise TimeoutError(status)
