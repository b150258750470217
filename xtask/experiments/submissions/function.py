def fizzbuzz(number):
    if number < 0:
        raise ValueError("negative")
    words = "fizz" * (number % 3 == 0) + "buzz" * (number % 5 == 0)
    return words or str(number)


def mean(numbers):
    return sum(numbers) / len(numbers)
