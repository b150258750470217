def revenue_by_region(orders):
    counted = orders[orders["status"] != "{{status}}"]
    revenue = (counted["quantity"] * counted["price"]).astype(float)
    sums = revenue.groupby(counted["region"].fillna("{{unknown}}")).sum()
    return sums.sort_index(ascending=False).sort_values(ascending={{ascending}}, kind="stable")
