"""Import every public top-level module of an environment's packages, to show that they load.

Run by the environment's own interpreter with `-I -B`. Prints one JSON object: `imported` (how many) and `failed`
(module name to error).
"""

import importlib
import importlib.metadata
import json

imported = 0
failed = {}
for name in sorted(importlib.metadata.packages_distributions()):
    if name.startswith("_") or not name.isidentifier():
        continue
    try:
        importlib.import_module(name)
        imported += 1
    except BaseException as error:  # whatever a library raises on import is what is to be shown
        failed[name] = f"{type(error).__name__}: {error}"
print(json.dumps({"imported": imported, "failed": failed}))
