import re

import pandas as pd

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def amount(text):
    if not isinstance(text, str):
        return None
    text = re.sub(r"^\s*(EUR|€)\s*|\s*(EUR|€)\s*$", "", text).strip()
    text = text.replace("{{group}}", "").replace("{{decimal}}", ".")
    return float(text) if NUMBER.fullmatch(text) and float(text) > 0 else None


def tidy(prices):
    kept = {}
    for code, text in zip(prices["code"], prices["price"], strict=True):
        code = "-".join(part for part in re.split(r"[\s_-]+", code.upper()) if part)
        price = amount(text)
        if price is not None and ("{{which}}" == "last" or code not in kept):
            kept[code] = price
    rows = sorted(kept.items())
    return pd.DataFrame(rows, columns=["code", "price"]).astype({"price": float})
