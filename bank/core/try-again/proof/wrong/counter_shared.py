import functools


def retry(times, error):
    left = times

    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            nonlocal left
            while True:
                left -= 1
                try:
                    return function(*args, **kwargs)
                except error:
                    if left <= 0:
                        raise

        return wrapper

    return decorator
