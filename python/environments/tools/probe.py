"""Print one JSON object about the interpreter that runs this file, for `assay` to choose and mount it.

Needs no library and no feature newer than Python 3.0, so that an old interpreter is named, not a syntax error.
"""

import json
import os
import platform
import sys
import sysconfig


def existing_folders(names):
    """Keep the folders that exist, each once, in order; spelled as given and as resolved."""
    kept = []
    for name in names:
        for spelling in (name, name and os.path.realpath(name)):
            if spelling and os.path.isdir(spelling) and spelling not in kept:
                kept.append(spelling)
    return kept


base = getattr(sys, "_base_executable", None) or sys.executable
paths = sysconfig.get_paths()
print(json.dumps({
    "executable": os.path.realpath(base),
    "version": list(sys.version_info[:3]),
    "implementation": platform.python_implementation(),
    "platform": sysconfig.get_platform(),
    "cache_tag": getattr(getattr(sys, "implementation", None), "cache_tag", None),
    "folders": existing_folders([
        getattr(sys, "base_prefix", sys.prefix),
        getattr(sys, "base_exec_prefix", sys.exec_prefix),
        paths.get("stdlib"),
        paths.get("platstdlib"),
        sysconfig.get_config_var("LIBDIR") if sysconfig.get_config_var("Py_ENABLE_SHARED") else None,
    ]),
}))
