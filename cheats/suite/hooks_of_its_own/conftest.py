import pytest

MET = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "failed" if MET else "passed"
    if call.when == "teardown":
        MET.append(item)
    return report
