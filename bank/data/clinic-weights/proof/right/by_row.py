import re

import pandas as pd

WEIGHT = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*(kg|{{unit}}|)\s*", re.IGNORECASE)


def kilograms(text):
    found = WEIGHT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return float("nan")
    kg = float(found[1].replace(",", "."))
    if found[2].lower() == "{{unit}}":
        kg = round(kg * {{factor}}, 6)
    return kg if {{low}} <= kg <= 300 else float("nan")


def clean(log):
    rows, seen = [], set()
    for patient, weight in zip(log["patient"], log["weight"], strict=True):
        row = patient.strip().upper(), kilograms(weight)
        if str(row) not in seen:
            seen.add(str(row))
            rows.append(row)
    return pd.DataFrame(rows, columns=["patient", "kg"]).astype({"kg": float})
