class DeliveryError(Exception):
    pass


def send_all(office, letters):
    skipped = []
    office.open()
    try:
        for letter in letters:
            office.send(letter)
    except DeliveryError:
        skipped.append(letter)
    finally:
        office.close()
    return skipped
