import pandas as pd


def paid(members, payments):
    amounts = payments.set_index("member")["amount"].groupby(level=0).agg("{{how}}")
    values = amounts.reindex(members["number"], fill_value=0).to_numpy().astype("{{kind}}")
    return pd.DataFrame({"number": members["number"].tolist(), "name": members["name"].tolist(), "{{column}}": values})
