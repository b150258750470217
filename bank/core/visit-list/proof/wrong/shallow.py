def with_visit(plan, name, day):
    new = dict(plan)
    new.setdefault(name, []).append(day)
    return new
