"""The window between the exam room and the submission room: objects of one seen from the other, as plain data on a socket.

    peer = Peer(sock, side="exam" | "submission", limits=Limits(...), allow_equality=False)

    peer.serve()                            submission room: answer in this (the main) thread until the window closes
    peer.import_module(name)                exam room: a stand-in module; raises what the import raised there
    peer.reload(module)                     importlib.reload there; the same stand-in
    peer.register(name, function)           offer an operation ...
    peer.ask(name, *args)                   ... to the other side; arguments and result cross like those of any call
    peer.add_note(name, producer)           producer() rides on each outgoing message (None: nothing)
    peer.on_note(name, consumer)            consumer(value) before the message is handled that it rode on
    peer.on_tampering(callback)             callback(what) once; afterwards each use raises RoomEnded
    peer.close()
    peer.ended                              whether the window is known to have ended
    peer.touched                            messages sent so far
    peer.last_call                          LastCall(qualname, args, keywords, file, line, returned) or None
    peer.denied                             list of (class name, operator) that were denied; clear it between checks

    is_stand_in(value), describe(value)     does it live in the other room; a short text for it that asks nothing
    exception.__assay_location__            of an exception from the submission: [(file, line, function, source text)]

`RoomEnded` is a BaseException: a test's `except Exception` doesn't swallow it. The package uses relative imports only,
so it may be loaded under any name.
"""

from .limits import Limits, RoomEnded, Tampering, TooLarge
from .peer import Peer
from .stand_ins import LastCall, describe, is_stand_in

__all__ = ["LastCall", "Limits", "Peer", "RoomEnded", "Tampering", "TooLarge", "describe", "is_stand_in"]
