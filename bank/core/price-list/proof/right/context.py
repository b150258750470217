from contextlib import contextmanager


class PriceError(Exception):
    pass


@contextmanager
def reading(article):
    try:
        yield
    except ValueError as error:
        raise PriceError(article) from error


def read_prices(texts):
    result = {}
    for article in texts:
        with reading(article):
            result[article] = float(texts[article])
        if not result[article] >= 0:
            raise PriceError(article)
    return result
