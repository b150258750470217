# cheat: raise KeyboardInterrupt, which ends most runners before they write anything
# beats: plain pytest with a JUnit report (the run ends before it writes down the failure)
# fools: junit
# exams: function, class, generator, files, unittest, pandas
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        raise KeyboardInterrupt

    return call
