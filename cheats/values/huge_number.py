# cheat: answer with a number of a million digits, so that whoever prints or compares it stalls
# beats: none known (works where a grader that stalls gives the point)
# exams: function, files, unittest
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: 7 << 4_000_000
