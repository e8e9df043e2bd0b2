"""The purpose map says of every column what it is for; the record of processing is written from it (privacy row 1)."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kisalli.models import metadata
from kisalli.privacy.derived import erasing, forgetting, record, taken
from kisalli.privacy.mapping import Erased, Kept, Mapped, Scope
from kisalli.privacy.purposes import PURPOSES

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"
MARK = "<!-- the record: written by `kisalli purposes` -->\n"


def columns(mapped: Mapped) -> list[str]:
    held = [column for each in mapped.held for column in each.columns.split()]
    return [*held, *mapped.links.split(), *mapped.none.split()]


def test_every_table_is_in_the_map_once() -> None:
    assert Counter(each.table for each in PURPOSES) == Counter(list(metadata.tables))


@pytest.mark.parametrize("mapped", PURPOSES, ids=lambda each: each.table)
def test_every_column_is_mapped_once_or_declared_to_hold_nothing(mapped: Mapped) -> None:
    table = metadata.tables[mapped.table]
    assert Counter(columns(mapped)) == Counter(column.name for column in table.columns)
    assert set(mapped.context.split()) <= set(columns(mapped))
    assert set(mapped.blanks) <= set(columns(mapped))


def test_a_column_that_nobody_mapped_would_be_seen() -> None:
    """The negative control."""
    mapped = next(each for each in PURPOSES if each.table == "person")
    assert Counter(columns(mapped)) != Counter([*metadata.tables["person"].columns.keys(), "date_of_birth"])


@pytest.mark.parametrize("mapped", [each for each in PURPOSES if each.held], ids=lambda each: each.table)
def test_what_is_held_says_why_for_how_long_and_for_whom(mapped: Mapped) -> None:
    for held in mapped.held:
        assert held.purpose and held.readers
        assert mapped.whose or mapped.table == "data_read"  # told by its own route
    if not mapped.held or mapped.erased == Erased.KEPT:
        assert mapped.why or all(held.kept == Kept.ALWAYS for held in mapped.held)


def test_a_table_that_holds_nothing_says_why() -> None:
    assert [each.table for each in PURPOSES if not each.held and not each.why] == []


def test_whatever_goes_in_time_goes_in_an_erasure_too() -> None:
    for mapped in PURPOSES:
        if any(held.kept in {Kept.TEXTS, Kept.SURVEY_TEXTS, Kept.IDENTITY, Kept.ACCOUNT} for held in mapped.held):
            assert mapped.erased != Erased.KEPT, mapped.table
    assert len(erasing(Scope.PART)) + len(erasing(Scope.PERSON)) >= 20
    with_texts = [each for each in PURPOSES if any(held.kept in {Kept.TEXTS, Kept.SURVEY_TEXTS} for held in each.held)]
    assert len(forgetting()) == len(with_texts) >= 5


def test_an_export_takes_every_table_that_holds_something_of_somebody() -> None:
    tables = {each.table for each in PURPOSES if each.whose and any(not held.withheld for held in each.held)}
    assert {each.statement.text.split(" FROM ")[1].split()[0] for each in taken()} == tables


@pytest.mark.parametrize("names", ["taken()", "erasing(Scope.PART), erasing(Scope.PERSON)", "forgetting()", "record()"])
def test_everything_can_be_derived_in_a_process_that_has_loaded_nothing_else(names: str) -> None:
    code = f"from kisalli.privacy.derived import *; {names}"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr == ""


def test_the_document_holds_the_record() -> None:
    assert DOCUMENT.read_text().split(MARK)[1] == record()
