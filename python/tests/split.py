"""Run an exam in two rooms without any sandbox, for development and tests.

    python split.py --exam DIR --submission PATH [--public] [--allow-equality] [--json]
    python split.py --exercism DIR [slug...]     compare every exercise of the track with plain pytest, node by node

Only for code that you trust: nothing here protects the machine.
"""

import argparse
import json
import sys
from pathlib import Path

from split_rooms import RunResult, run_split
from split_track import compare_track


def main() -> int:
    """Parse the command line; returns the exit status: 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exam", type=Path)
    parser.add_argument("--submission", type=Path)
    parser.add_argument("--public", action="store_true")
    parser.add_argument("--allow-equality", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--timeout", type=float, default=120.0, help="wall seconds")
    parser.add_argument("--exercism", type=Path)
    parser.add_argument("slugs", nargs="*")
    options = parser.parse_args()
    if options.exercism:
        return compare_track(options.exercism, options.slugs)
    if not options.exam or not options.submission:
        parser.error("give `--exam` and `--submission`, or `--exercism`")
    result = run_split(options.exam, options.submission, options.public, options.allow_equality, options.timeout)
    show(result, options.json)
    return 0 if result.all_passed else 1


def show(result: RunResult, as_json: bool) -> None:
    """Print the run: its events as JSON Lines, or a line per check."""
    if as_json:
        for event in result.events:
            print(json.dumps(event))
        return
    for event in result.events:
        if event["event"] in ("import_failed", "tampering", "exam_problem"):
            print(event["event"], event.get("kind", ""), event.get("message") or event.get("what"))
    for nodeid in result.checks:
        finished = result.finished.get(nodeid)
        print(f"{finished['outcome'] if finished else 'not_run':8} {nodeid}")
        for name in ("reason", "message", "input", "expected", "got", "location") if finished else ():
            if finished[name] is not None:
                print(f"         {name}: {finished[name]}")
    sys.stderr.write(result.stderr)


if __name__ == "__main__":
    sys.exit(main())
