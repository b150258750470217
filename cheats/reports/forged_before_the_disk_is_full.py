# cheat: write the forged JUnit file early, then forbid this process to open any file, so that the true report is never written
# beats: plain pytest with a JUnit report, whatever its exit status
# fools: junit
# exams: function, class, generator, files, unittest, pandas
import resource
import sys

FORGED = '<testsuites><testsuite errors="0" failures="0" tests="40">{}</testsuite></testsuites>'
CASES = "".join(f'<testcase classname="test" name="test_{number}"/>' for number in range(40))


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        for argument in sys.argv:
            if argument.startswith("--junit"):
                with open(argument.partition("=")[2], "w") as file:
                    file.write(FORGED.format(CASES))
        resource.setrlimit(resource.RLIMIT_NOFILE, (1, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    return call
