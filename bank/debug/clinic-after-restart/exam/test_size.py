"""The size of the change; it counts only with the mend."""

from datetime import date

from clinic.model import Patient
from clinic.store import SqliteStore


def test_the_change_is_small(changes):
    assert changes.files == ["clinic/store.py"] and changes.lines <= 25
    store = SqliteStore(":memory:")
    store.put_patient(Patient("p1", "Ida", date(1980, 1, 1), language="de"))
    assert store.patient("p1").language == "de"
