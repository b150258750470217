import pandas as pd


def revenue_by_region(orders):
    sums = {}
    for row in orders.itertuples():
        if row.status == "{{status}}":
            continue
        region = "{{unknown}}" if pd.isna(row.region) else row.region
        sums[region] = sums.get(region, 0.0) + row.quantity * row.price
    sign = 1 if {{ascending}} else -1
    names = sorted(sums, key=lambda name: (sign * sums[name], name))
    return pd.Series([sums[name] for name in names], index=names, dtype=float)
