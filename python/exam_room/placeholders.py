"""Placeholders: what a test file sees in place of a submission that cannot be imported.

They only have to survive a test file's module level code, so that pytest can still name every check. No check that
saw a placeholder is ever run.
"""

import types
from typing import Any


def _same(name: str) -> Any:
    def answer(self: "Placeholder", *_args: Any, **_kwargs: Any) -> "Placeholder":
        return self

    answer.__name__ = name
    return answer


class Placeholder:
    """Stands for any value of a submission: may be called, indexed, added, subclassed and used as a decorator."""

    def __init__(self, path: str) -> None:
        self.__dict__["_path"] = path

    def __repr__(self) -> str:
        return f"<{self._path}, which could not be imported>"

    def __getattr__(self, name: str) -> "Placeholder":
        if name.startswith("__") or name.startswith("pytest"):
            raise AttributeError(name)
        return Placeholder(f"{self._path}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Forget what a test file assigns: nobody will read it."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType | type):
            return args[0]
        return self

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[type, ...]:
        return ()

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __int__(self) -> int:
        return 1

    def __float__(self) -> float:
        return 1.0

    def __index__(self) -> int:
        return 1

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __exit__(self, *_exception: Any) -> bool:
        return False


for _name in (
    "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul and rand or ror "
    "xor rxor lshift rlshift rshift rrshift neg pos abs invert getitem enter"
).split():
    setattr(Placeholder, f"__{_name}__", _same(f"__{_name}__"))


class PlaceholderModule(types.ModuleType):
    """Stands for a module of the submission that cannot be imported; every public attribute is a placeholder."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "A module of the submission that could not be imported.")
        self.__path__: list[str] = []
        self.__all__: list[str] = []

    def __getattr__(self, name: str) -> Placeholder:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{self.__name__}.{name}")
