def retry(times, error):
    def decorator(function):
        def wrapper(*args, **kwargs):
            for left in range(times, 0, -1):
                try:
                    return function(*args, **kwargs)
                except error:
                    if left == 1:
                        raise

        return wrapper

    return decorator
