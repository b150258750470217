import functools


def retry(times, error):
    def decorator(function):
        if times == 1:
            return function
        again = retry(times - 1, error)(function)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except error:
                return again(*args, **kwargs)

        return wrapper

    return decorator
