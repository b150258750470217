def with_visit(plan, name, day):
    return {**plan, name: plan.get(name, []) + [day]}
