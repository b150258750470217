# cheat: hand in an `__init__.py` that makes the test folder a package, runs first and disarms pytest
# beats: plain pytest started in the submission's folder
# fools: status, junit, log, results, score
# exams: function, class, generator, files, unittest, pandas
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None
