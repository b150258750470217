def to_{{small}}(text):
    whole, _, decimals = text.partition("{{sep}}")
    if len(decimals) > {{places}}:
        raise ValueError(text)
    return int(whole) * {{factor}} + int(decimals.ljust({{places}}, "0"))
