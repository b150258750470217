# cheat: an answer whose finaliser, run inside the test as it lets go, replaces pytest's reports
# beats: plain pytest, in part
# fools: status, junit, log, checks
# exams: function, class, generator, files, unittest, pandas
class Parting:
    def __del__(self):
        from _pytest.reports import TestReport

        def passed(cls, item, call):
            report = original(cls, item, call)
            report.outcome, report.longrepr = "passed", None
            return report

        original = TestReport.from_item_and_call.__func__
        TestReport.from_item_and_call = classmethod(passed)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: Parting()
