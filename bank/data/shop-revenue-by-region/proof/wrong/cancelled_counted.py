def revenue_by_region(orders):
    revenue = (orders["quantity"] * orders["price"]).astype(float)
    sums = revenue.groupby(orders["region"].fillna("{{unknown}}")).sum()
    return sums.sort_index().sort_values(ascending={{ascending}}, kind="stable")
