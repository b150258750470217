"""One end of the window: conversations, named operations, notes, and the hooks that the rooms hang themselves onto."""

import _thread
import contextlib
import os
import threading
import types
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator

from . import by_value, objects, twins  # noqa: F401  (they fill the tables of the codec and of the operations)
from .channel import MAIN_LANE, Channel
from .codec import Writer, expect
from .frames import pack
from .handles import DECODING, Handles
from .limits import Limits, RoomEnded, Tampering
from .operations import answer, refuse_here
from .shared import SharedTable
from .stand_ins import LastCall
from .tasks import Tasks

REQUEST, REPLY, RAISE, END = 0, 1, 2, 3


class _LaneMark:
    """Lives as long as the thread that a lane belongs to."""

    def __init__(self, ended: deque, lane: int) -> None:
        self._ended = ended
        self._lane = lane

    def __del__(self) -> None:
        self._ended.append(self._lane)


class Peer:
    """One room's end of the window over a stream socket.

    `side` is "exam" (trusted; treats each byte from the other side as hostile) or "submission".
    `allow_equality` lets a submission's own class decide whether it equals a plain value.
    `sealed`: the exam's code is a candidate's and gets behaviour only (`sealed.py`); both rooms are told.
    """

    def __init__(
        self, sock, side: str, limits: Limits | None = None, allow_equality: bool = False, sealed: bool = False
    ) -> None:
        self.side = side
        self.sealed = sealed
        self.is_exam = side == "exam"
        self.limits = limits or Limits()
        self.allow_equality = allow_equality
        self.handles = Handles()
        self.touched = 0
        self.is_difference_asserted: Callable[[types.FrameType], bool] | None = None
        self.denied: list[tuple[str, str]] = []
        self.last_call: LastCall | None = None
        self.shared = SharedTable(self.is_exam)
        self.tasks = Tasks()
        self.recipes: dict[int, Callable] = {}
        self.recent: OrderedDict[int, object] = OrderedDict()
        self.members: dict[type, dict[str, object]] = {}
        self.source_folder = os.getcwd()
        self._sock = sock
        self._process = os.getpid()
        self._sending = threading.RLock()
        self._channel = Channel(sock, self.limits, self._decode, self._adopt, self._tampered)
        self._here = threading.local()
        self._here.lane = MAIN_LANE
        self._next_lane = 1 if self.is_exam else -1
        self._abandoned: set[int] = set()
        self._ended_lanes: deque[int] = deque()
        self._operations: dict[str, Callable] = {}
        self._producers: dict[str, Callable] = {}
        self._consumers: dict[str, Callable] = {}
        self._tampering: Callable[[str], None] | None = None

    # What the rooms use

    def connect(self, sock) -> None:
        """Talk over `sock`, in this process, from now on: for a peer that was made before either was there."""
        self._sock = sock
        self._process = os.getpid()
        self._channel.connect(sock)

    def serve(self) -> None:
        """Answer the other side until it closes the window. Call it in the submission room's main thread."""
        self._serve_lane(MAIN_LANE)

    def import_module(self, name: str) -> object:
        """The stand-in of a module that the submission room imports; raises what the import raised there."""
        return self.request("import", name)

    def reload(self, module: object) -> object:
        """`importlib.reload` in the submission room; returns the same stand-in."""
        return self.request("reload", module)

    def ask(self, operation: str, *args: object) -> object:
        """Call an operation that the other side registered; arguments cross like those of any call."""
        return self.request("ask", operation, *args)

    def register(self, operation: str, function: Callable) -> None:
        """Offer `function` to the other side's `ask(operation, ...)`."""
        self._operations[operation] = function

    def add_note(self, name: str, producer: Callable[[], object]) -> None:
        """Let `producer()` ride on each outgoing message; None means nothing to say."""
        self._producers[name] = producer

    def on_note(self, name: str, consumer: Callable[[object], None]) -> None:
        """Give the other side's notes of this name to `consumer(value)`, before the message they ride on is handled."""
        self._consumers[name] = consumer

    def on_tampering(self, callback: Callable[[str], None]) -> None:
        """Have `callback(what)` called once when the other side does what no honest room does; the window then ends."""
        self._tampering = callback

    def close(self) -> None:
        """End the window; whoever waits gets `RoomEnded`."""
        self._channel.end(RoomEnded("the window was closed"))
        self._sock.close()

    @property
    def ended(self) -> bool:
        """Whether the window is known to have ended, even if a test swallowed the `RoomEnded`."""
        return self._channel.ended

    def answering(self) -> list | None:
        """The arguments of the other side's request that this thread is answering; None when it answers none."""
        return getattr(self._here, "asked", None)

    @contextlib.contextmanager
    def not_answering(self) -> Iterator[None]:
        """Do something on this room's own behalf, amid a request of the other side."""
        before, self._here.asked = self.answering(), None
        try:
            yield
        finally:
            self._here.asked = before

    # Conversations

    def request(self, operation: str, *args: object) -> object:
        """Send a request in this thread's lane and answer the other side's until the reply comes."""
        if DECODING.active:
            raise RuntimeError(f"nothing can be asked (`{operation}`) while a message is read")
        if not self.is_exam:
            refuse_here(operation)
        lane = self._lane()
        self._send(lane, REQUEST, operation, args)
        while True:
            kind, content, args = self._receive(lane)
            if kind == REPLY:
                return content
            if kind == RAISE:
                raise content
            self._answer(lane, content, args)

    def _receive(self, lane: int) -> tuple:
        """The next message of the lane. If a signal handler raises meanwhile, the lane is given up: its reply is lost."""
        try:
            return self._channel.receive(lane)
        except RoomEnded:
            raise
        except BaseException:
            self._abandoned.add(lane)
            self._here.lane = None
            raise

    def registered(self, operation: str) -> Callable:
        """The function behind `ask(operation)`."""
        try:
            return self._operations[operation]
        except KeyError:
            if self.sealed:
                raise PermissionError(f"`{operation}` isn't possible with a program under test") from None
            raise Tampering(f"unknown operation `{operation}`") from None

    def _lane(self) -> int:
        lane = getattr(self._here, "lane", None)
        if lane is None:
            with self._sending:
                lane = self._here.lane = self._next_lane
                self._next_lane += 1 if self.is_exam else -1
            self._channel.open(lane)
            self._here.mark = _LaneMark(self._ended_lanes, lane)
        return lane

    def _serve_lane(self, lane: int) -> None:
        self._here.lane = lane
        try:
            while True:
                kind, content, args = self._channel.receive(lane)
                if kind == REQUEST:
                    self._answer(lane, content, args)
                elif kind == END:
                    break
        except RoomEnded:
            return
        self._channel.close(lane)

    def _adopt(self, lane: int) -> None:
        threading.Thread(target=self._serve_lane, args=(lane,), name=f"window lane {lane}", daemon=True).start()

    def _answer(self, lane: int, operation: str, args: list) -> None:
        before = self.answering()
        try:
            self._here.asked = args
            try:
                result = answer(self, operation, args)
            finally:
                self._here.asked = before
        except Tampering as error:
            self._end(error)
        except RoomEnded:
            raise
        except BaseException as error:
            if lane in self._abandoned:
                raise
            self._send(lane, RAISE, error, ())
        else:
            self._reply(lane, result)

    def _reply(self, lane: int, result: object) -> None:
        try:
            self._send(lane, REPLY, result, ())
        except Exception as error:
            self._send(lane, RAISE, error, ())

    def _end(self, reason: Tampering) -> None:
        callback, self._tampering = self._tampering, None
        self._channel.end(reason)
        if callback is not None:
            callback(str(reason))
        raise RoomEnded(str(reason))

    # Messages

    def _send(self, lane: int, kind: int, content: object, args: tuple) -> None:
        if os.getpid() != self._process:
            raise RuntimeError("the other room can't be reached from a child process")
        notes = self._notes() if self._producers else ()
        if _thread._count():
            self._channel.keep_reading()
        with self._sending:
            writer = Writer(self._write_object, self.limits)
            try:
                message = [lane, kind, self._content(writer, kind, content, args)]
                before = self._before(writer, notes)
                if before:
                    message.append(before)
                frame = pack(message, writer.blobs, self.limits)
            except BaseException:
                for undo in reversed(writer.undo):
                    undo()
                raise
            self._transmit(frame)
        self.touched += 1

    def _content(self, writer: Writer, kind: int, content: object, args: tuple) -> object:
        if kind == REQUEST:
            return [content, *writer.items(args)]
        return writer.value(content)

    def _before(self, writer: Writer, notes: tuple) -> list | None:
        written_notes = [[name, writer.value(value)] for name, value in notes]
        shared = ()
        if not self.shared.is_idle():
            changes = self.shared.changes(writer)
            shared = (self.shared.new(writer), changes, self.shared.departures())
        releases = self._releases() if self.handles.released else []
        lanes = self._take_ended_lanes() if self._ended_lanes else []
        if writer.definitions or releases or written_notes or lanes or any(shared):
            return [writer.definitions, releases, written_notes, lanes, *shared]
        return None

    def _take_ended_lanes(self) -> list[int]:
        lanes = []
        while self._ended_lanes:
            lanes.append(self._ended_lanes.popleft())
            self._channel.close(lanes[-1])
        return lanes

    def _releases(self) -> list:
        releases = self.handles.take_releases()
        for identifier, _ in releases:
            if self.handles.held(identifier) is None:
                self.recipes.pop(identifier, None)
        return releases

    def lend(self, writer: Writer, value: object) -> tuple[int, bool]:
        """Mention an own object; see `Handles.lend`."""
        identifier, new = self.handles.lend(value)
        writer.undo.append(lambda: self.handles.take_back(identifier))
        return identifier, new

    def deny(self, stand_in: object, operator: str) -> None:
        """Note that a comparison wasn't left to the submission."""
        self.denied.append((type(stand_in).__qualname__, operator))

    def _notes(self) -> list:
        if self.answering() is not None:
            with self.not_answering():
                return self._notes()
        notes = []
        for name, producer in list(self._producers.items()):
            value = producer()
            if value is not None:
                notes.append((name, value))
        return notes

    def _transmit(self, frame: bytes) -> None:
        try:
            self._sock.sendall(frame)
        except OSError:
            raise RoomEnded("the other room has ended") from None

    def _write_object(self, writer: Writer, value: object) -> list:
        return objects.write(self, writer, value)

    def _decode(self, message: object, blobs: memoryview) -> tuple:
        DECODING.active = True
        try:
            lane, kind, content, *rest = expect(message, list)
            reader = objects.ObjectReader(self, self.limits, blobs)
            notes = self._read_before(reader, *rest[0]) if rest else ()
            decoded = expect(lane, int), self._read_content(reader, kind, content)
            if rest:
                self._read_after(reader, *rest[0])
        except Exception as error:
            found = error if isinstance(error, Tampering) else Tampering(f"malformed message: {type(error).__name__}")
            self._tampered(found)
            raise found from error
        finally:
            DECODING.active = False
        if notes:
            with self.not_answering():
                for consumer, value in notes:
                    consumer(value)
        return decoded

    def _read_content(self, reader: objects.ObjectReader, kind: object, content: object) -> tuple:
        if kind == REQUEST:
            operation, *args = expect(content, list)
            return kind, expect(operation, str), reader.items(args)
        value = reader.value(content)
        if kind == RAISE and not isinstance(value, BaseException) or kind not in (REPLY, RAISE):
            raise Tampering("malformed message: unknown kind")
        return kind, value, None

    def _read_before(
        self, reader: objects.ObjectReader, definitions: list, releases: list, notes: list, lanes: list, *shared: list
    ) -> list:
        reader.expect_definitions(definitions)
        if shared:
            self.shared.expect_new(reader, shared[0])
            self.shared.apply(reader, shared[1])
        read = [(self._consumers.get(name), reader.value(form)) for name, form in notes]
        return [(consumer, value) for consumer, value in read if consumer is not None]

    def _read_after(
        self, reader: objects.ObjectReader, definitions: list, releases: list, notes: list, lanes: list, *shared: list
    ) -> None:
        if shared:
            self.shared.fill(reader)
            if shared[2]:
                self.shared.forget(*shared[2])
        reader.build_all()
        for identifier, mentions in releases:
            self.handles.give_back(identifier, mentions)
        for lane in lanes:
            if (expect(lane, int) < 0) is not self.is_exam:
                raise Tampering("the end of a lane that belongs to this side")
            self._channel.finish(lane, (END, None, None))

    def _tampered(self, reason: Tampering) -> None:
        callback, self._tampering = self._tampering, None
        if callback is not None:
            callback(str(reason))
