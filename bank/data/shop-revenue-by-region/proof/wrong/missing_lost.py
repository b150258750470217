def revenue_by_region(orders):
    counted = orders[orders["status"] != "{{status}}"]
    sums = (counted["quantity"] * counted["price"]).astype(float).groupby(counted["region"]).sum()
    return sums.sort_index().sort_values(ascending={{ascending}}, kind="stable")
