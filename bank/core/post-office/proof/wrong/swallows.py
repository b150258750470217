class DeliveryError(Exception):
    pass


def send_all(office, letters):
    skipped = []
    office.open()
    try:
        for letter in letters:
            try:
                office.send(letter)
            except BaseException:
                skipped.append(letter)
    finally:
        office.close()
    return skipped
