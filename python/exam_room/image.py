"""An exam image: a session of an exam that has been collected without a submission and waits before its first check.

Each fork of it is an exam room that goes on with one submission. Everything of pytest stays what it is: the fork
happens inside of the session.
"""

import gc
import os
import shutil
import socket
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from ..window import Peer
from .collection import Collection
from .config import Config, parse
from .events import Events
from .promises import Book, Promise, PromisedModule, redeem

if TYPE_CHECKING:
    from ..zygote.forking import Forking
    from .hooks.lasting import Lasting
    from .imports import Imports

WINDOW, EVENTS = 3, 4


class Nobody:
    """The other end of the window while there is none."""

    def __init__(self, image: "Image") -> None:
        self._image = image

    def sendall(self, _data: bytes) -> NoReturn:
        """Nothing can be asked yet."""
        self._image.give_up("the exam asks the submission while it is collected")

    def recv(self, _size: int) -> NoReturn:
        """Nobody answers."""
        self._image.give_up("the exam waits for the submission while it is collected")


class Image:
    """The waiting session, and in each fork its going on."""

    def __init__(self, config: Config, forking: "Forking") -> None:
        self.config = config
        self.is_room = False
        self.events = Events(None)
        self.nobody = Nobody(self)
        self.book = Book(self.give_up, f"{config.work}/")
        self._forking = forking

    def give_up(self, why: str) -> NoReturn:
        """This exam cannot be collected without a submission: tell so and end."""
        self._forking.say(f"unfit: {why[:1000]}")
        os._exit(0)

    def wait(self, peer: Peer, imports: "Imports", collection: Collection, lasting: "Lasting") -> None:
        """Wait to be forked; returns in each fork, once the submission is there."""
        spaces = self._spaces()
        self._check(collection, [vars(space) for space in spaces])
        self.book.close()
        self._forking.say("ready")
        begun = self._forking.serve()
        self.is_room = True
        self._forking.leave_control(begun.descriptors)
        peer.connect(socket.socket(fileno=WINDOW))
        self.events.connect(EVENTS)
        fill(self.config.exam, self.config.work)
        os.chdir(self.config.work)
        lasting.settle()
        self._bind(spaces, imports, collection)

    def _check(self, collection: Collection, spaces: list[dict[str, Any]]) -> None:
        """Give up where a fork could not go on as a session of its own would."""
        if self.events.untold or collection.problems:
            self.give_up(f"collecting the exam says: {''.join(self.events.untold)}")
        if threading.active_count() > 1 or len(os.listdir("/proc/self/task")) > 1:
            self.give_up("a thread runs after the exam was collected")
        if _open_files():
            self.give_up("a file is open after the exam was collected")
        if _files(self.config.work) != _files(self.config.exam):
            self.give_up("collecting the exam changes its files")
        if any(os.scandir("/tmp")) or any(os.scandir("/dev/shm")):
            self.give_up("collecting the exam leaves files behind")
        if os.getcwd() != str(self.config.work):
            self.give_up("collecting the exam changes its working directory")
        if not self.book.are_only_in(spaces):
            self.give_up("a name of the submission is kept elsewhere than in a test file's namespace")

    def _spaces(self) -> list[ModuleType]:
        """The exam's own modules."""
        home = self.book.home
        modules = list(sys.modules.values())
        return [each for each in modules if str(vars(each).get("__file__") or "").startswith(home)]

    def _bind(self, spaces: list[ModuleType], imports: "Imports", collection: Collection) -> None:
        """Put the submission's own objects in the place of the promises, file by file as their imports stand."""
        for name in [name for name, module in sys.modules.items() if type(module) is PromisedModule]:
            del sys.modules[name]
        imports.keep_promises()
        real = self._redeemed(spaces, collection)
        for space in spaces:
            try:
                _replace(vars(space), real)
            except BaseException as error:
                self._lose(collection, str(vars(space)["__file__"]), error)

    def _redeemed(self, spaces: list[ModuleType], collection: Collection) -> dict[tuple[str, str], Any]:
        """What the promises became; import statements are executed again, in the order of the first time."""
        names = {str(vars(space)["__file__"]): vars(space) for space in spaces}
        real: dict[tuple[str, str], Any] = {}
        lost: set[str] = set()
        for statement in self.book.statements:
            if statement.file in lost:
                continue
            if statement.file not in names:
                self._take_full_way()
            try:
                bound = redeem(statement, names[statement.file])
            except BaseException as error:
                self._lose(collection, statement.file, error)
                lost.add(statement.file)
            else:
                module = statement.module(names[statement.file])
                real.update({(module, name): bound[name] for name in statement.names or ()})
        return real

    def _lose(self, collection: Collection, file: str, error: BaseException) -> None:
        """None of the file's checks will run; what that means for a file that holds no check, a session must tell."""
        if not collection.lose(file, error):
            self._take_full_way()

    def _take_full_way(self) -> NoReturn:
        """Let the grader have the exam collected with the submission."""
        self.events.send("full_way")
        os._exit(0)


def _replace(names: dict[str, Any], real: dict[tuple[str, str], Any]) -> None:
    for name, value in list(names.items()):
        if type(value) is Promise:
            names[name] = real[value.module, value.name] if not value.is_attribute else _attribute(value)
        elif type(value) is PromisedModule:
            names[name] = sys.modules[vars(value)["__spec__"].name]


def _attribute(promise: Promise) -> Any:
    return getattr(sys.modules[promise.module], promise.name)


def fill(exam: Path, work: Path) -> None:
    """Copy the exam into the working directory; links are copied as links and lead nowhere outside the room."""
    shutil.copytree(exam, work, symlinks=True, dirs_exist_ok=True, copy_function=shutil.copyfile)


def _open_files() -> list[str]:
    """What is open beside the standard streams and the control socket."""
    own = f"/proc/{os.getpid()}/fd"
    found = [os.readlink(entry.path) for entry in os.scandir(own) if int(entry.name) > WINDOW]
    return [target for target in found if target not in (own, os.devnull)]


def _files(folder: Path) -> dict[str, bytes | None]:
    own = {str(path.relative_to(folder)): path for path in folder.rglob("*") if "__pycache__" not in path.parts}
    return {name: path.read_bytes() if path.is_file() else None for name, path in own.items()}


def run(argument: str, forking: "Forking") -> None:
    """Be the image of the exam that `argument` configures, and in each fork a room of it."""
    from .session import end, run_exam

    # The image looks for whoever holds a promise, also among what its zygote had put out of the collector's sight.
    gc.unfreeze()
    image = Image(parse(argument), forking)
    error: BaseException | None = None
    try:
        fill(image.config.exam, image.config.work)
        run_exam(image.config, image.events, image.nobody, image)
    except BaseException as raised:
        error = raised
    if not image.is_room:
        image.give_up(f"the exam was not collected: {error!r} {''.join(image.events.untold)}")
    end(image.events, error)
