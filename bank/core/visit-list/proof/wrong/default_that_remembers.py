def with_visit(plan, name, day, empty=[]):
    new = {patient: list(days) for patient, days in plan.items()}
    days = new.get(name, empty)
    days.append(day)
    new[name] = days
    return new
