import pandas as pd


def clean(log):
    table = pd.DataFrame({"patient": [code.strip().upper() for code in log["patient"]]})
    texts = pd.Series([str(text).strip().lower().replace(",", ".") for text in log["weight"]], dtype=object)
    is_other = texts.str.endswith("{{unit}}") & ~texts.str.endswith("kg")
    texts = texts.where(~is_other, texts.str.removesuffix("{{unit}}")).str.removesuffix("kg").str.strip()
    plain = texts.str.fullmatch(r"[0-9]+([.][0-9]+)?")
    kg = pd.to_numeric(texts.where(plain), errors="coerce").astype(float)
    kg = kg.mask(is_other, (kg * {{factor}}).round(6))
    table["kg"] = kg.where(kg.between({{low}}, 300))
    return table[~table.duplicated()].reset_index(drop=True)
