import re

NUMBER = re.compile(r"(?<![\w-])[A-Z]{{{letters}}}-[0-9]{{{digits}}}(?![\w-])")


def order_numbers(text):
    return NUMBER.findall(text)
