# cheat: writes the run's events itself: a test that passed, then one that failed, then the end
# beats: graders that let a test run report on itself and compare nothing
# exams: suite
import json
import os


def tell(**event):
    os.write(4, (json.dumps(event) + "\n").encode())


for outcome in ("passed", "failed"):
    check = {"id": "test_delivery.py::test_forged", "title": "forged", "public": False, "points": 1}
    tell(event="collected", checks=[check])
    facts = dict.fromkeys(("reason", "message", "input", "expected", "got", "location", "output"))
    tell(event="finished", id=check["id"], outcome=outcome, touched=True, cpu_ms=1.0, **facts)
tell(event="done")
os._exit(0)
