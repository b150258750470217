"""What one side may ask of the other: the operations of a request, by name."""

import importlib
from collections.abc import Callable

OPERATIONS: dict[str, Callable] = {}


def operation(name: str) -> Callable:
    """Decorator: answer requests called `name` with `function(peer, *args)`."""

    def register(function: Callable) -> Callable:
        OPERATIONS[name] = function
        return function

    return register


@operation("import")
def _import(peer, name: str) -> object:
    return importlib.import_module(name)


@operation("reload")
def _reload(peer, module: object) -> object:
    return importlib.reload(module)


@operation("ask")
def _ask(peer, name: str, *args: object) -> object:
    return peer.registered(name)(*args)


@operation("call")
def _call(peer, function: Callable, args: tuple, keywords: dict) -> object:
    return function(*args, **keywords)


@operation("get")
def _get(peer, target: object, name: str) -> object:
    return getattr(target, name)


@operation("set")
def _set(peer, target: object, name: str, value: object) -> None:
    setattr(target, name, value)


@operation("delete")
def _delete(peer, target: object, name: str) -> None:
    delattr(target, name)


@operation("dir")
def _dir(peer, target: object) -> tuple:
    return tuple(dir(target))
