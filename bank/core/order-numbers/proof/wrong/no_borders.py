import re


def order_numbers(text):
    return re.findall("[A-Z]{{{letters}}}-[0-9]{{{digits}}}", text)
