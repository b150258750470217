from contextlib import ExitStack


class DeliveryError(Exception):
    pass


def send_all(office, letters):
    left_over = []
    with ExitStack() as stack:
        office.open()
        stack.callback(office.close)
        for letter in letters:
            try:
                office.send(letter)
            except DeliveryError:
                left_over += [letter]
    return left_over
