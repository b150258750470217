"""Runs `vary.py` for one seed and writes what it gives as one line of JSON on standard output.

    {"parameters": {name: {"value": JSON, "text": str}}, "files": {path: hexadecimal bytes}}
    {"problem": str, "line": int or null}

It runs without site-packages, so that only the standard library can be imported.
"""

import json
import os
import random
import sys
import traceback
from typing import Any

# Inside this folder `variants` is no package: the box runs the folder itself.
TASK = "vary.py"


class Problem(Exception):
    """What `vary.py` must do differently."""


def main() -> None:
    """Answer on what was standard output; whatever `vary.py` prints goes to standard error."""
    configuration = json.loads(sys.argv[1])
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    path = os.path.join(configuration["source"], TASK)
    json.dump(outcome(path, configuration["seed"]), answer)
    answer.close()


def outcome(path: str, seed: int) -> dict[str, Any]:
    """What the program at `path` gives for `seed`, or what is wrong with it."""
    try:
        return checked(given(path, seed))
    except Problem as problem:
        return {"problem": str(problem), "line": None}
    except SyntaxError as error:
        return {"problem": f"SyntaxError: {error.msg}", "line": error.lineno}
    except BaseException as error:
        own = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
        return {"problem": f"{type(error).__name__}: {error}", "line": own[-1] if own else None}


def given(path: str, seed: int) -> Any:
    """The result of `vary(rng)`."""
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    # The global generator too, lest a forgotten `random.choice` make each run another variant.
    random.seed(seed)
    names: dict[str, Any] = {"__name__": "vary", "__file__": path}
    exec(code, names)
    vary = names.get("vary")
    if not callable(vary):
        raise Problem("it defines no function `vary(rng)`")
    return vary(random.Random(seed))


def checked(result: Any) -> dict[str, Any]:
    """The result as JSON."""
    if not isinstance(result, dict) or not set(result) <= {"parameters", "files"}:
        raise Problem('`vary` must return {"parameters": {...}, "files": {...}}')
    parameters, files = result.get("parameters", {}), result.get("files", {})
    if not isinstance(parameters, dict) or not isinstance(files, dict):
        raise Problem("`parameters` and `files` must be dictionaries")
    return {
        "parameters": {named(name): parameter(name, value) for name, value in parameters.items()},
        "files": {named(path): contents(path, value).hex() for path, value in files.items()},
    }


def named(name: Any) -> str:
    """A key, which must be a text."""
    if not isinstance(name, str):
        raise Problem(f"the key {name!r} is no text")
    return name


def parameter(name: str, value: Any) -> dict[str, Any]:
    """A parameter as the exam reads it and as it is written into files."""
    try:
        plain = json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise Problem(f"parameter `{name}` is no JSON value: {error}") from None
    if plain != value or type(plain) is not type(value):
        raise Problem(f"parameter `{name}` would come out of JSON as another value; give lists, not tuples, and texts as keys")
    return {"value": plain, "text": value if isinstance(value, str) else repr(value)}


def contents(path: str, value: Any) -> bytes:
    """The bytes of a file."""
    if isinstance(value, str):
        return value.encode("utf-8")
    if isinstance(value, bytes):
        return value
    raise Problem(f"file `{path}` is a {type(value).__name__}; give a text or bytes")


main()
