def install_order(needs):
    open_needs = {name: set(names) for name, names in needs.items()}
    users = {}
    for name, names in needs.items():
        for needed in names:
            open_needs.setdefault(needed, set())
            users.setdefault(needed, []).append(name)
    ready = [name for name, left in open_needs.items() if not left]
    order = []
    while ready:
        done = ready.pop()
        order.append(done)
        for user in users.get(done, []):
            open_needs[user].discard(done)
            if not open_needs[user]:
                ready.append(user)
    if len(order) < len(open_needs):
        raise ValueError("packages need each other")
    return order
