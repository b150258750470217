"""Two weeks of an export with rotated logs, one order that stops it, stops of another kind before."""

import json
from datetime import date, datetime, timedelta

FAULTS = {
    "quantity": ("read_quantity", "lines.py", "return int(text)", "ValueError: invalid literal for int() with base 10: '2 pcs'"),
    "price": ("to_cents", "money.py", "whole, cents = text.split('.')", "ValueError: not enough values to unpack (expected 2, got 1)"),
    "country": ("tax_of", "tax.py", "return RATES[code]", "KeyError: 'UK'"),
    "date": ("parse_day", "days.py", "return date.fromisoformat(text)", "ValueError: Invalid isoformat string: '6.5.2024'"),
}


def vary(rng):
    field = rng.choice(sorted(FAULTS))
    function, module, code, error = FAULTS[field]
    other = FAULTS[rng.choice([name for name in sorted(FAULTS) if name != field])]
    nights = [date(2024, 5, 1) + timedelta(days=number) for number in range(12)]
    first = rng.randrange(5, 9)
    other_stop = rng.randrange(1, first)
    order = f"A-{rng.randrange(2000, 9000)}"
    log, files, rows, customers = [], {}, 0, set()
    empty = 0

    def traceback(moment, name, function, module, code, error):
        log.append(f"{moment.isoformat()} ERROR order {name} failed")
        log.append("Traceback (most recent call last):")
        log.append('  File "export/run.py", line 88, in export_night')
        log.append("    write(convert(order))")
        log.append('  File "export/convert.py", line 41, in convert')
        log.append("    return Row(order.id, *fields(order))")
        log.append(f'  File "export/{module}", line {rng.randrange(9, 60)}, in {function}')
        log.append(f"    {code}")
        log.append(error)

    for number, night in enumerate(nights):
        moment = datetime(night.year, night.month, night.day, 2, 0)
        log.append(f"{moment.isoformat()} INFO night {night.isoformat()} begins")
        stops = number == other_stop or number >= first
        batches = rng.randrange(2, 4) if stops else 5
        for batch in range(batches):
            moment += timedelta(seconds=rng.randrange(60, 400))
            if rng.random() < 0.4:
                retried = f"A-{rng.randrange(2000, 9000)}"
                traceback(moment, retried, *other)
                log.append(f"{moment.isoformat()} INFO order {retried} went well at the second try")
            lines = []
            for _ in range(rng.choice([0, 0, 7, 9, 12, 15])):
                customer = f"C{rng.randrange(100, 190)}"
                customers.add(customer)
                lines.append(f"A-{rng.randrange(2000, 9000)},{night.isoformat()},{customer},{rng.randrange(100, 9999)}")
            rows += len(lines)
            path = f"start/out/{night.isoformat()}/batch-{batch}.csv"
            files[path] = "\n".join(["order,day,customer,cents", *lines]) + "\n" if lines else ""
            empty += not lines
            log.append(f"{moment.isoformat()} INFO batch {batch} written, {len(lines)} orders")
        if number >= first:
            for _ in range(3):
                moment += timedelta(seconds=30)
                traceback(moment, order, function, module, code, error)
            log.append(f"{moment.isoformat()} CRITICAL night {night.isoformat()} stopped")
        elif stops:
            log.append(f"{moment.isoformat()} CRITICAL database went away, night {night.isoformat()} stopped")
        else:
            log.append(f"{moment.isoformat()} INFO night {night.isoformat()} is complete")
    part = len(log) // 3
    pieces = [log[:part], log[part : 2 * part], log[2 * part :]]
    for name, piece in zip(("export.log.2", "export.log.1", "export.log"), pieces, strict=True):
        files[f"start/log/{name}"] = "\n".join(piece) + "\n"
    truth = {
        "order": order,
        "field": field,
        "first_night": nights[first].isoformat(),
        "raised_in": function,
        "files": empty,
        "orders": rows,
        "customers": len(customers),
    }
    shown = {name: str(value) for name, value in truth.items()}
    extra = {"other_stop": nights[other_stop].isoformat(), "with_headers": str(rows + sum(1 for text in files.values() if text.startswith("order,")))}
    return {"parameters": {**shown, **extra}, "files": {**files, "exam/truth.json": json.dumps(truth)}}
