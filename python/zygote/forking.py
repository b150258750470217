"""Forks rooms on demand: a script and open files come in, a room that has entered its box and is sealed goes out."""

import gc
import json
import os
import select
import signal
import socket
from dataclasses import dataclass
from random import getstate, setstate
from typing import Any

from .entry import Entry

CONTROL = 3
MESSAGE_BYTES = 1 << 17
INIT, ROOM, OUTPUT, ERRORS = range(4)


@dataclass(frozen=True)
class Begun:
    """What a room is told when it may begin."""

    message: dict[str, Any]
    descriptors: list[int]


class Forking:
    """The control socket: of the image to the sandbox's helper, and in each fork that of the fork."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._control = socket.socket(fileno=CONTROL)
        self._rooms: dict[int, int] = {}
        # The numbers of a room's own descriptors are taken, so that no file of this process ever has one of them.
        os.dup2(0, CONTROL + 1, inheritable=False)

    def say(self, text: str) -> None:
        """Tell the host a word about this image."""
        self._control.send(text.encode("utf-8", "replace"))

    def serve(self) -> Begun:
        """Fork a room for each request. Returns in the rooms only, once each has begun."""
        gc.collect()
        gc.freeze()
        collects = gc.isenabled()
        gc.disable()
        begun = self._serve()
        if collects:
            gc.enable()
        return begun

    def _serve(self) -> Begun:
        waiting = select.poll()
        waiting.register(self._control, select.POLLIN)
        rooms = self._rooms
        while True:
            for descriptor, _events in waiting.poll():
                if descriptor in rooms:
                    waiting.unregister(descriptor)
                    self._tell_end(rooms.pop(descriptor), descriptor)
                    continue
                script, handed, _flags, _address = socket.recv_fds(self._control, MESSAGE_BYTES, 8)
                if not script:
                    os._exit(0)
                room = self._fork(script, handed)
                if isinstance(room, Begun):
                    return room
                if room:
                    handle = os.pidfd_open(room)
                    rooms[handle] = room
                    waiting.register(handle, select.POLLIN)

    def _fork(self, script: bytes, handed: list[int]) -> "Begun | int":
        """The room's number here, 0 when it could not be made; in the room, what it begins with."""
        state = getstate()
        try:
            room = self._entry.fork(handed[INIT])
        except OSError as error:
            self.say(f"cannot fork: {error}")
            room = -1
        if room == 0:
            # Python has drawn new random numbers for the fork.
            setstate(state)
            return self._become_room(script, handed)
        for descriptor in handed:
            os.close(descriptor)
        if room > 0:
            self.say(f"forked {room}")
        return max(room, 0)

    def _tell_end(self, room: int, handle: int) -> None:
        os.close(handle)
        _pid, status = os.waitpid(room, 0)
        self.say(f"ended {room} {os.waitstatus_to_exitcode(status)}")

    def _become_room(self, script: bytes, handed: list[int]) -> Begun:
        try:
            os.dup2(handed[OUTPUT], 1)
            os.dup2(handed[ERRORS], 2)
            os.dup2(handed[ROOM], CONTROL, inheritable=False)
            for descriptor in (*handed, *self._rooms):
                os.close(descriptor)
            self._rooms = {}
            self._entry.seal(script)
        except BaseException as error:
            self.say(f"cannot seal the room: {error}")
            os._exit(1)
        self.say("sealed")
        message, descriptors, _flags, _address = socket.recv_fds(self._control, MESSAGE_BYTES, 8)
        if not message:
            os._exit(0)
        return Begun(json.loads(message), descriptors)

    def leave_control(self, descriptors: list[int]) -> None:
        """Give up the control socket: the one or two `descriptors` take its own number and the next."""
        self._control.detach()
        os.close(CONTROL + 1)
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, CONTROL + place, inheritable=False)
        for descriptor in descriptors:
            if descriptor >= CONTROL + len(descriptors):
                os.close(descriptor)


def forget_handlers() -> None:
    """Children are waited for by number: nothing else listens for their ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
