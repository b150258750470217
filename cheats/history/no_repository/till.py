def net(cents):
    return cents
