class PriceError(Exception):
    pass


def read_prices(texts):
    prices = {}
    for article, text in texts.items():
        try:
            prices[article] = float(text)
        except Exception as error:
            raise PriceError(article) from error
        if prices[article] < 0:
            raise PriceError(article)
    return prices
