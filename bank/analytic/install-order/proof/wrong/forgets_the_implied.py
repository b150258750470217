def install_order(needs):
    left = {name: [needed for needed in names if needed in needs] for name, names in needs.items()}
    users = {name: [] for name in needs}
    for name, names in left.items():
        for needed in names:
            users[needed].append(name)
    ready = [name for name, names in left.items() if not names]
    for name in ready:
        for user in users[name]:
            left[user].remove(name)
            if not left[user]:
                ready.append(user)
    if len(ready) < len(needs):
        raise ValueError("circle")
    return ready
