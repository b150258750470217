import copy


def with_visit(plan, name, day):
    new = copy.deepcopy(plan)
    new.setdefault(name, []).append(day)
    return new
