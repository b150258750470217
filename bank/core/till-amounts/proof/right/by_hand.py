def to_{{small}}(text):
    sign = -1 if text.startswith("-") else 1
    whole, _, decimals = text.lstrip("-").partition("{{sep}}")
    if len(decimals) > {{places}}:
        raise ValueError(f"too many decimals: {text!r}")
    return sign * int(whole + decimals.ljust({{places}}, "0"))
