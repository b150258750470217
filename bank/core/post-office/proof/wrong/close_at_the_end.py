class DeliveryError(Exception):
    pass


def send_all(office, letters):
    skipped = []
    office.open()
    for letter in letters:
        try:
            office.send(letter)
        except DeliveryError:
            skipped.append(letter)
    office.close()
    return skipped
