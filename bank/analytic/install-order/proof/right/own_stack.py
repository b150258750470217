def install_order(needs):
    order, done, under_way = [], set(), set()
    for first in needs:
        stack = [(first, False)]
        while stack:
            name, is_finished = stack.pop()
            if is_finished:
                under_way.discard(name)
                done.add(name)
                order.append(name)
            elif name in under_way:
                raise ValueError(name)
            elif name not in done:
                under_way.add(name)
                stack.append((name, True))
                stack.extend((needed, False) for needed in needs.get(name, []) if needed not in done)
    return order
