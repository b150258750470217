import re


def order_numbers(text):
    return re.findall(r"(?<![\w-])[A-Z]{{{letters}}}-\d{{{digits}}}(?![\w-])", text)
