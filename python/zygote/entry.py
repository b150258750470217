"""The native library by which a fork enters its box and seals itself (crate `sandbox`, `native/entry.rs`)."""

import ctypes
import os


class Entry:
    """Bound once, before any fork. `PyDLL` keeps the interpreter's lock, as `os.fork` does."""

    def __init__(self, library: int, namespaces: int) -> None:
        native = ctypes.PyDLL(f"/proc/self/fd/{library}")
        os.close(library)
        self._fork = native.assay_fork
        self._fork.restype = ctypes.c_int64
        self._fork.argtypes = [ctypes.c_int, ctypes.c_int64]
        self._seal = native.assay_seal
        self._seal.restype = ctypes.c_int64
        self._seal.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
        self._namespaces = namespaces
        python = ctypes.pythonapi
        self._before, self._in_parent, self._in_child = (
            python.PyOS_BeforeFork,
            python.PyOS_AfterFork_Parent,
            python.PyOS_AfterFork_Child,
        )

    def fork(self, init: int) -> int:
        """0 in the fork, inside of the box of `init`; its number here. Raises `OSError` when it could not be made."""
        self._before()
        number = self._fork(init, self._namespaces)
        if number == 0:
            self._in_child()
            return 0
        self._in_parent()
        if number < 0:
            raise OSError(-number, os.strerror(-number))
        return number

    def seal(self, script: bytes) -> None:
        """Give up what a room may not have. Raises `OSError` when a wall could not be raised."""
        answer = self._seal(script, len(script))
        if answer < 0:
            step, number = divmod(-answer, 4096)
            raise OSError(number, f"step {step} of the seal: {os.strerror(number)}")
