"""A small clinic for tests: Monday 6 May 2024, eight in the morning."""

from datetime import date, datetime

import pytest
from clinic.api import Api
from clinic.audit import Audit
from clinic.clock import FixedClock
from clinic.model import Clinician, Insurance, Kind, Patient
from clinic.settings import Settings
from clinic.store import MemoryStore

MONDAY = datetime(2024, 5, 6, 8, 0)


@pytest.fixture
def clock():
    return FixedClock(MONDAY)


@pytest.fixture
def store():
    made = MemoryStore()
    made.put_patient(Patient("p000001", "Ada Ünal", date(1980, 2, 29), "0170 1234567", insurance=Insurance.PUBLIC))
    made.put_patient(Patient("p000002", "Ben Ode", date(1949, 7, 1), "", "ben@example.com", Insurance.PRIVATE))
    made.put_patient(Patient("p000003", "Cleo Strauß-Mai", date(2015, 5, 7), "030/445566", insurance=Insurance.NONE))
    made.put_clinician(Clinician("kim", "Dr. Kim"))
    made.put_clinician(Clinician("abel", "Nurse Abel", frozenset({Kind.VACCINATION, Kind.FOLLOW_UP})))
    return made


@pytest.fixture
def audit(clock):
    return Audit(clock)


@pytest.fixture
def api(store, clock, audit):
    return Api(Settings(), store, clock, audit)


@pytest.fixture
def booking(api):
    return api.booking
