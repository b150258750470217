"""Asks a server, and tries again when it makes sense."""


def fetch(get, sleep, tries=3):
    """The text that `get()` returns."""
    answer = get()
    for power in range(tries - 1):
        if answer[0] < 500:
            break
        sleep(2**power)
        answer = get()
    if answer[0] >= 500:
        raise TimeoutError(f"no answer, {answer[0]}")
    if answer[0] != 200:
        raise LookupError(f"refused, {answer[0]}")
    return answer[1]
