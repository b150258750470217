def revenue_by_region(orders):
    table = orders.query("status != '{{status}}'").assign(
        revenue=lambda frame: frame.quantity * frame.price, region=lambda frame: frame.region.fillna("{{unknown}}")
    )
    sums = table.groupby("region", as_index=False)["revenue"].sum()
    sums = sums.sort_values(["revenue", "region"], ascending=[{{ascending}}, True])
    return sums.set_index("region")["revenue"].astype(float)
