def paid(members, payments):
    amounts = getattr(payments.groupby("member")["amount"], "{{how}}")()
    table = members[["number", "name"]].reset_index(drop=True)
    table["{{column}}"] = table["number"].map(amounts).fillna(0).astype("{{kind}}")
    return table
