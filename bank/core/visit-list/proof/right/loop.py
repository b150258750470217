def with_visit(plan, name, day):
    result = {}
    for patient in plan:
        result[patient] = plan[patient][:]
    if name not in result:
        result[name] = []
    result[name] += [day]
    return result
