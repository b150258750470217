def install_order(needs):
    left = {needed: [] for names in needs.values() for needed in names} | {n: list(v) for n, v in needs.items()}
    users = {}
    for name, names in left.items():
        for needed in names:
            users.setdefault(needed, []).append(name)
    ready = [name for name, names in left.items() if not names]
    for name in ready:
        for user in users.get(name, []):
            left[user].remove(name)
            if not left[user]:
                ready.append(user)
    return ready
