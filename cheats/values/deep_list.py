# cheat: answer with lists nested a hundred thousand deep, so that a recursive reader dies
# beats: none known (works where a crash of the reader counts for the submission)
# exams: function, generator, pandas
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        value = []
        for _ in range(100_000):
            value = [value]
        return value

    return call
