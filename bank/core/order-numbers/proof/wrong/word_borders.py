import re


def order_numbers(text):
    return re.findall(r"\b[A-Z]{{{letters}}}-[0-9]{{{digits}}}\b", text)
