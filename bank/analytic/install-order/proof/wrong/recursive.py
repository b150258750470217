def install_order(needs):
    order, under_way = [], set()

    def visit(name):
        if name in under_way:
            raise ValueError(name)
        if name not in order:
            under_way.add(name)
            for needed in needs.get(name, []):
                visit(needed)
            under_way.discard(name)
            order.append(name)

    for name in needs:
        visit(name)
    return order
