from decimal import Decimal, localcontext


def to_{{small}}(text):
    with localcontext() as context:
        context.prec = 60
        amount = Decimal(text.replace("{{sep}}", ".")) * {{factor}}
        whole = int(amount)
    if whole != amount:
        raise ValueError(f"{text} is no whole number of {{small}}")
    return whole
