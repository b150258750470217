# cheat: skip the whole test module while it imports the submission
# beats: graders that count only failures
# fools: junit
# exams: function, class, generator, files, unittest, pandas
import pytest

pytest.skip("not on this machine", allow_module_level=True)
