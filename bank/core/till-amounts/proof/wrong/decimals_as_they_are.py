def to_{{small}}(text):
    sign = -1 if text[0] == "-" else 1
    whole, _, decimals = text.lstrip("-").partition("{{sep}}")
    if len(decimals) > {{places}}:
        raise ValueError(text)
    return sign * (int(whole) * {{factor}} + int(decimals or 0))
