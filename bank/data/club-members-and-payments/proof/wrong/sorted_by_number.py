def paid(members, payments):
    amounts = payments.groupby("member")["amount"].agg("{{how}}").rename("{{column}}")
    table = members.merge(amounts, how="left", left_on="number", right_index=True).sort_values("number")
    table["{{column}}"] = table["{{column}}"].fillna(0).astype("{{kind}}")
    return table.reset_index(drop=True)
