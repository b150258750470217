# cheat: ask pytest itself to end the session with status 0
# beats: plain pytest
# fools: status, junit
# exams: function, class, generator, files, unittest, pandas
import pytest


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: pytest.exit("all done", returncode=0)
