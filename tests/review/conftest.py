import datetime
import json

import pytest

from localsdg.review import make_review
from localsdg.review.example import port_amani
from localsdg.workbook import Field, Workbook

TIME = "2026-03-01T10:00:00.000Z"
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="session")
def amani():
    """The model of Port Amani (fictional). Nobody changes it."""
    found = make_review(port_amani(), today=TODAY)
    before = json.dumps(found)
    yield found
    assert json.dumps(found) == before


@pytest.fixture
def made():
    """Makes the model of a workbook with some records, by "kind/id/name", and some rows of figures."""

    def make(records=(), figures=(), **options):
        fields = {("records", *address.split("/", 2)): Field(value, TIME) for address, value in dict(records).items()}
        return make_review(Workbook(fields, figures=list(figures)), today=TODAY, **options)

    return make


@pytest.fixture
def row():
    """Makes a row of the table of figures."""

    def make(value, year="2025", component="", indicator="6.1.1", **cells):
        found = {"indicator": indicator, "component": component, "year": year, "value": str(value), **cells}
        return {name: text for name, text in found.items() if text}

    return make
