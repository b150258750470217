import functools


def retry(times, error):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for left in range(times, 0, -1):
                try:
                    return function(*args, **kwargs)
                except Exception:
                    if left == 1:
                        raise

        return wrapper

    return decorator
