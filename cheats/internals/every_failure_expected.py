# cheat: mark the collected tests as expected failures from inside the first of them
# beats: plain pytest, in part
# fools: status, junit
# exams: function, class, generator, files, pandas
import gc

import pytest
from _pytest.skipping import xfailed_key


def forgive():
    for candidate in gc.get_objects():
        if isinstance(candidate, pytest.Function):
            candidate.add_marker(pytest.mark.xfail(strict=False))
            candidate.stash.setdefault(xfailed_key, None)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: forgive()
