from datetime import date, timedelta

from recall import due


def test_a_week_of_one_patient():
    ida = {"name": "Ida", "phone": "1", "until": date(2024, 5, 20), "told": None}
    ben = {"name": "Ben", "phone": "2", "until": date(2024, 5, 20), "told": None}
    log = []
    for day in range(10, 25):
        def send(phone, until, day=day):
            if day == 13 and phone == "1":
                raise OSError
            log.append((day, phone))

        due([ida, ben], lambda day=day: date(2024, 5, day), send)
        if day == 15:
            ida["until"] += timedelta(days=3)
    assert log == [(13, "2"), (14, "1"), (16, "1")]


def test_end():
    late = {"name": "Zoe", "phone": "3", "until": date(2024, 5, 1), "told": None}
    assert due([late], lambda: date(2024, 5, 2), print) == []
