"""Hours counted from the arrival, or from the end of the free time."""


def vary(rng):
    from_arrival = rng.random() < 0.5
    free, price = rng.choice([15, 20, 30]), rng.randint(2, 4)
    most = price * rng.randint(7, 9)
    offset = 0 if from_arrival else free
    caught = ["61-2", "121-3"] if from_arrival else ["59-1", "60-1", "119-2", "120-2"]
    return {
        "parameters": {
            "free": free, "price": price, "most": most, "offset": offset, "other_offset": free - offset,
            "origin": "the arrival" if from_arrival else "the end of the free minutes",
            "example": offset + rng.randint(92, 119) if from_arrival else offset + rng.randint(61, 88),
            "example_fee": 2 * price,
            "origin_caught": [f"test_parking.py::test_each_hour_begins_at_its_border[{name}]" for name in caught],
        }
    }
