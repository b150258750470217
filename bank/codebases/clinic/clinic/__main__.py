"""The desk's command line: `python -m clinic day 2024-05-06 --data clinic.db`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from . import importer, reports, settings
from .audit import Audit
from .booking import Booking
from .clock import Clock, SystemClock, today
from .model import ClinicError
from .search import Search, duplicates
from .store import SqliteStore, Store


def main(arguments: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    clock = clock or SystemClock()
    store = SqliteStore(options.data)
    try:
        chosen = settings.parse(Path(options.settings).read_text("utf-8")) if options.settings else settings.Settings()
        print(options.run(options, store, chosen, clock))
    except (ClinicError, OSError) as error:
        print(f"clinic: {error}", file=sys.stderr)
        return 1
    finally:
        store.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="clinic", description=__doc__)
    parser.add_argument("--data", default="clinic.db", help="the SQLite file")
    parser.add_argument("--settings", help="the settings file")
    commands = parser.add_subparsers(required=True)
    day = commands.add_parser("day", help="the appointments of a day")
    day.add_argument("day", type=date.fromisoformat, nargs="?")
    day.set_defaults(run=show_day)
    free = commands.add_parser("free", help="how full a day is")
    free.add_argument("day", type=date.fromisoformat)
    free.set_defaults(run=show_free)
    find = commands.add_parser("find", help="find patients")
    find.add_argument("query")
    find.set_defaults(run=find_patients)
    take = commands.add_parser("import", help="take patients over from a CSV file")
    take.add_argument("file", type=Path)
    take.set_defaults(run=import_patients)
    twice = commands.add_parser("duplicates", help="patients who may be there twice")
    twice.set_defaults(run=show_duplicates)
    return parser


def show_day(options: argparse.Namespace, store: Store, chosen: settings.Settings, clock: Clock) -> str:
    """The appointments of a day as a table."""
    day = options.day or today(clock)
    lines = [
        (f"{each.start:%H:%M}", store.patient(each.patient_id).name, store.clinician(each.clinician_id).name, each.kind.value, each.status.value)
        for each in store.appointments()
        if each.span.day == day
    ]
    return reports.table(("time", "patient", "with", "for", "status"), lines) if lines else f"no appointments on {day}"


def show_free(options: argparse.Namespace, store: Store, chosen: settings.Settings, clock: Clock) -> str:
    """How full a day is, by clinician."""
    booking = Booking(chosen, store, clock, Audit(clock))
    lines = [
        (clinician.name, round(100 * booking.slots.load(clinician, options.day)), len(booking.slots.gaps(clinician, options.day)))
        for clinician in store.clinicians()
    ]
    return reports.table(("clinician", "percent", "gaps"), lines)


def find_patients(options: argparse.Namespace, store: Store, chosen: settings.Settings, clock: Clock) -> str:
    """Patients who fit a query."""
    found = Search(store).find(options.query)
    return reports.table(("id", "name", "born"), [(each.id, each.name, each.born) for each in found]) if found else "nobody"


def import_patients(options: argparse.Namespace, store: Store, chosen: settings.Settings, clock: Clock) -> str:
    """Take patients over."""
    outcome = importer.patients(options.file.read_text("utf-8"), store, chosen.country_code)
    return "\n".join([f"{outcome.taken} patients taken over", *outcome.problems])


def show_duplicates(options: argparse.Namespace, store: Store, chosen: settings.Settings, clock: Clock) -> str:
    """Patients who may be there twice."""
    pairs = duplicates(store.patients())
    return "\n".join(f"{first.id} and {second.id}: {first.name}, {first.born}" for first, second in pairs) or "none"


if __name__ == "__main__":
    sys.exit(main())
