# cheat: teach pytest's JUnit writer that a failure is a pass
# beats: plain pytest with a JUnit report
# fools: junit
# exams: function, class, generator, files, unittest, pandas
from _pytest import junitxml

junitxml._NodeReporter.append_failure = junitxml._NodeReporter.append_pass
junitxml._NodeReporter.append_error = junitxml._NodeReporter.append_pass


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None
