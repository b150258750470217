"""Which of offset and gain comes first, and where results are cut off."""


def vary(rng):
    offset_first = rng.random() < 0.5
    formula = "`(reading - offset) * gain`" if offset_first else "`reading * gain - offset`"
    expression = "(readings - offsets) * gains" if offset_first else "readings * gains - offsets"
    other = "readings * gains - offsets" if offset_first else "(readings - offsets) * gains"
    floor = rng.choice([0, 0.5, -1, 2])
    return {"parameters": {"formula": formula, "floor": floor, "expression": expression, "other": other, "offset_first": offset_first}}
