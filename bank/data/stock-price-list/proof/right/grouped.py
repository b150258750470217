import pandas as pd

SIGNS = str.maketrans({"{{decimal}}": ".", "€": None})


def number(text):
    text = str(text).replace("{{group}}", "").translate(SIGNS).replace("EUR", "").strip()
    whole, point, rest = text.partition(".")
    good = whole.isdecimal() and (rest.isdecimal() or not point)
    return float(text) if good else float("nan")


def tidy(prices):
    table = pd.DataFrame(
        {
            "code": ["-".join(code.upper().replace("_", " ").replace("-", " ").split()) for code in prices["code"]],
            "price": pd.Series([number(text) for text in prices["price"]], dtype=float),
        }
    )
    table = table[table["price"] > 0]
    return table.groupby("code", sort=True)["price"].{{which}}().reset_index()
