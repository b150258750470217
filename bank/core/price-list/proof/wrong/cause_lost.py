class PriceError(Exception):
    pass


def read_prices(texts):
    prices = {}
    for article, text in texts.items():
        try:
            prices[article] = float(text)
        except ValueError:
            raise PriceError(article) from None
        if prices[article] < 0:
            raise PriceError(article)
    return prices
