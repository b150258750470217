import re

WORD = re.compile(r"[\w-]+")
SHAPE = re.compile("[A-Z]{{{letters}}}-[0-9]{{{digits}}}")


def order_numbers(text):
    return [word for word in WORD.findall(text) if SHAPE.fullmatch(word)]
