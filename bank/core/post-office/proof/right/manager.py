from contextlib import contextmanager


class DeliveryError(Exception):
    pass


@contextmanager
def opened(office):
    office.open()
    try:
        yield office
    finally:
        office.close()


def is_sent(office, letter):
    try:
        office.send(letter)
    except DeliveryError:
        return False
    return True


def send_all(office, letters):
    with opened(office):
        return [letter for letter in letters if not is_sent(office, letter)]
