import pandas as pd


def tidy(prices):
    code = prices["code"].str.upper().str.replace(r"[\s_-]+", "-", regex=True).str.strip("-")
    text = prices["price"].astype("string").str.replace(r"EUR|€", "", regex=True).str.strip()
    text = text.str.replace("{{group}}", "", regex=False).str.replace("{{decimal}}", ".", regex=False)
    price = pd.to_numeric(text.where(text.str.fullmatch(r"[0-9]+([.][0-9]+)?").fillna(False)), errors="coerce").astype(float)
    table = pd.DataFrame({"code": code, "price": price}).drop_duplicates("code", keep="{{which}}")
    return table[table["price"] > 0].sort_values("code", ignore_index=True)
