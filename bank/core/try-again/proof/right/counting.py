from functools import wraps


def retry(times, error):
    def decorator(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            left = times
            while True:
                left -= 1
                try:
                    return function(*args, **kwargs)
                except error:
                    if left <= 0:
                        raise

        return wrapper

    return decorator
