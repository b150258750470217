class PriceError(Exception):
    """The article's price cannot be read."""


def read_price(article, text):
    try:
        number = float(text)
        if number < 0:
            raise ValueError("a price is never negative")
    except ValueError as error:
        raise PriceError(article) from error
    return number


def read_prices(texts):
    return {article: read_price(article, text) for article, text in texts.items()}
