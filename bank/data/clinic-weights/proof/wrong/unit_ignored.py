import pandas as pd


def clean(log):
    parts = log["weight"].astype("string").str.strip().str.extract(r"(?i)^(\d+(?:[.,]\d+)?)\s*(kg|{{unit}})?$")
    kg = pd.to_numeric(parts[0].str.replace(",", "."), errors="coerce").astype(float)
    kg = kg.where((kg >= {{low}}) & (kg <= 300))
    table = pd.DataFrame({"patient": log["patient"].str.strip().str.upper(), "kg": kg})
    return table.drop_duplicates(ignore_index=True)
