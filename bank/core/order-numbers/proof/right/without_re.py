CAPITALS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
FIGURES = set("0123456789")


def is_number(word):
    letters, hyphen, digits = word.partition("-")
    right_length = len(letters) == {{letters}} and len(digits) == {{digits}}
    return right_length and hyphen == "-" and set(letters) <= CAPITALS and set(digits) <= FIGURES


def order_numbers(text):
    cleaned = "".join(c if c.isalnum() or c in "_-" else " " for c in text)
    return [word for word in cleaned.split() if is_number(word)]
