def with_visit(plan, name, day):
    new = {patient: list(days) for patient, days in plan.items()}
    new[name] = [*new.get(name, ()), day]
    return new
