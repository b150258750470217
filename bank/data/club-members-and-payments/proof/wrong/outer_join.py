def paid(members, payments):
    amounts = payments.groupby("member")["amount"].agg("{{how}}").rename("{{column}}").reset_index()
    amounts = amounts.rename(columns={"member": "number"})
    order = {number: place for place, number in enumerate(members["number"])}
    table = members.merge(amounts, how="outer", on="number")
    table = table.sort_values("number", key=lambda column: column.map(order).fillna(len(order)), kind="stable")
    table["{{column}}"] = table["{{column}}"].fillna(0).astype("{{kind}}")
    return table.reset_index(drop=True)
