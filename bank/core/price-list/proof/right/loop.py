class PriceError(Exception):
    pass


def read_prices(texts):
    prices = {}
    for article, text in texts.items():
        try:
            price = float(text)
        except ValueError as error:
            raise PriceError(article) from error
        if price < 0:
            raise PriceError(article)
        prices[article] = price
    return prices
