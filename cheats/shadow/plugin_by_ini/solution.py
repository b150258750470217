# cheat: hand in a pytest.ini that loads a plugin of the submission
# beats: plain pytest started in the submission's folder
# fools: status, junit, log, results, score
# exams: all
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None
