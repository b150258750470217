import pandas as pd


def clean(log):
    log = log.drop_duplicates()
    parts = log["weight"].astype("string").str.strip().str.extract(r"(?i)^(\d+(?:[.,]\d+)?)\s*(kg|{{unit}})?$")
    number = pd.to_numeric(parts[0].str.replace(",", "."), errors="coerce").astype(float)
    other = parts[1].str.lower().eq("{{unit}}").fillna(False).astype(bool)
    kg = number.where(~other, number * {{factor}}).round(6)
    kg = kg.where((kg >= {{low}}) & (kg <= 300))
    return pd.DataFrame({"patient": log["patient"].str.strip().str.upper(), "kg": kg}).reset_index(drop=True)
