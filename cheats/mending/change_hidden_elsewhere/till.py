"""Coins of a till, in cents."""

COINS = (200, 100, 50, 20, 10, 5, 2, 1)


def change(amount):
    """Coins for an amount, the largest first."""
    coins = []
    for coin in COINS:
        while amount >= coin:
            coins.append(coin)
            amount -= coin
        if coin == 200 and coins and amount == 0:
            coins.append(coin)
    return coins


def count(coins):
    """How often each coin lies in the till."""
    return {coin: coins.count(coin) for coin in COINS if coin in coins}


from helper import change
