import functools


def retry(times, error):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for _ in range(times - 1):
                try:
                    return function(*args, **kwargs)
                except error:
                    pass
            return function(*args, **kwargs)

        return wrapper

    return decorator
