"""From the bytes of a CSV file to the people in it, with a reason for every line that is refused.

Spreadsheets write CSV in several ways: the encoding, the delimiter and what the columns are called are found out. No reason
holds anything out of the file: what is refused is somebody's name or date of birth.
"""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kisalli.core.errors import FieldProblem
from kisalli.register.errors import UnreadableFile
from kisalli.register.names import Bearer, is_name

MOST_LINES = 100_000
MOST_REFUSED = 1_000  # with more, the file as a whole is not what it should be
MOST_LETTERS = 200  # of one cell
EARLIEST = 1900
DELIMITERS = (";", ",", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
UTF_8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")  # Å, Ä, Ö and their like
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d{2})(\d{2})")
DOTTED_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
COLUMNS = {
    "given": (
        *("first name", "first names", "given name", "given names", "forename", "forenames"),
        *("etunimi", "etunimet", "kutsumanimi", "förnamn", "tilltalsnamn"),
    ),
    "family": ("last name", "last names", "family name", "surname", "sukunimi", "efternamn", "släktnamn"),
    "name": ("name", "full name", "nimi", "koko nimi", "namn", "hela namnet", "fullständigt namn"),
    "born": (
        *("date of birth", "birth date", "birthdate", "birthday", "dob", "born"),
        *("syntymäaika", "syntymäpäivä", "syntynyt", "födelsedatum", "födelsetid", "född"),
    ),
    "code": (
        *("personal identity code", "personal id", "national id", "ssn"),
        *("henkilötunnus", "hetu", "personbeteckning", "personnummer"),
    ),
}
MEANINGS = {title: column for column, titles in COLUMNS.items() for title in titles}


# What is wrong with a whole file.
ENCODING = FieldProblem("#", "encoding", "Save the file as UTF-8")
QUOTES = FieldProblem("#", "quotes", "A quotation mark is opened but never closed")
NOBODY = FieldProblem("#", "empty", "There are no people in this file")
IDENTITY_CODES = FieldProblem("#", "identity_codes", "Remove the column with identity codes: the date of birth is enough")
NO_COLUMNS = FieldProblem("#", "columns", "The first line has to name the columns: first name, last name, date of birth")
TOO_MANY = FieldProblem("#", "too_many_lines", "List at most {most} people in one file", {"most": MOST_LINES})
TOO_MANY_REFUSED = FieldProblem(
    "#", "too_many_refused", "More than {most} lines have no name or date of birth: check the columns", {"most": MOST_REFUSED}
)


class LineRefusal(StrEnum):
    """Why a line of a file was left out."""

    CELLS = "cells"
    CONTROL_CHARACTER = "control_character"
    TOO_LONG = "too_long"
    NAME_MISSING = "name_missing"
    BIRTH_DATE_MISSING = "birth_date_missing"
    BIRTH_DATE_UNREADABLE = "birth_date_unreadable"
    BIRTH_DATE_IMPOSSIBLE = "birth_date_impossible"


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was left out, by its number in the file (the line with the column names is 1)."""

    line: int
    reason: LineRefusal


@dataclass(slots=True)
class Readable:
    """The people of a file, and the lines that name nobody."""

    people: list[Bearer] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


class _NotThisLine(Exception):
    def __init__(self, reason: LineRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


def read(content: bytes, today: date) -> Readable:
    """Read a register.

    Raises:
        UnreadableFile: its encoding or columns can't be made out, it holds identity codes, or is too long, or is no register.
    """
    text = _text(content)
    columns, delimiter = _columns(text.partition("\n")[0])
    lines = csv.reader(_kept_whole(text), delimiter=delimiter, strict=True)
    found = Readable()
    try:
        next(lines)
        for number, cells in enumerate(lines, start=1):
            if number > MOST_LINES:
                raise UnreadableFile(errors=[TOO_MANY])
            if not any(cell.strip() for cell in cells):
                continue
            try:
                found.people.append(_person(cells, columns, today))
            except _NotThisLine as refusal:
                found.refused.append(Refused(lines.line_num, refusal.reason))
            if len(found.refused) > MOST_REFUSED:
                raise UnreadableFile(errors=[TOO_MANY_REFUSED])
    except csv.Error as error:
        raise UnreadableFile(errors=[QUOTES]) from error
    if not found.people and not found.refused:
        raise UnreadableFile(errors=[NOBODY])
    return found


def _text(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or what Excel writes in the Nordic countries (Windows-1252)."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # Letters of both encodings in one file: whichever is taken, some names would be wrong.
        if encoding != "utf-8" or UTF_8_LETTER.search(content):
            raise UnreadableFile(errors=[ENCODING]) from error
        text = _of_windows(content)
    if "\0" in text:
        raise UnreadableFile(errors=[ENCODING])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_windows(content: bytes) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile(errors=[ENCODING]) from error
    if any(not letter.isascii() and unicodedata.category(letter) not in {"Ll", "Lu", "Lo", "Zs", "Pd", "Pf"} for letter in text):
        raise UnreadableFile(errors=[ENCODING])
    return text


def _kept_whole(text: str) -> Iterator[str]:
    """Yield lines with their ends, as the csv module wants them."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin) + 1 or len(text)
        yield text[begin:end]
        begin = end


def _columns(header: str) -> tuple[list[str | None], str]:
    """Return what each column is (None: nothing that is needed) and the delimiter that makes sense of the first line."""
    known: list[tuple[list[str | None], str]] = []
    for delimiter in DELIMITERS:
        try:
            (titles,) = csv.reader([header], delimiter=delimiter)
        except (csv.Error, ValueError):
            continue
        known.append(([MEANINGS.get(_title(each)) for each in titles], delimiter))
    columns, delimiter = max(known, key=lambda each: len([name for name in each[0] if name]), default=([], ";"))
    if "code" in columns:
        raise UnreadableFile(errors=[IDENTITY_CODES])
    named = "name" in columns or {"given", "family"} <= set(columns)
    if not named or "born" not in columns or any(columns.count(each) > 1 for each in set(columns) - {None}):
        raise UnreadableFile(errors=[NO_COLUMNS])
    return columns, delimiter


def _title(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").replace("-", " ").split()).rstrip(":")


def _person(cells: Sequence[str], columns: Sequence[str | None], today: date) -> Bearer:
    if len(cells) != len(columns):
        raise _NotThisLine(LineRefusal.CELLS)
    known = {column: cell.strip() for column, cell in zip(columns, cells, strict=True) if column}
    for cell in known.values():
        if len(cell) > MOST_LETTERS:
            raise _NotThisLine(LineRefusal.TOO_LONG)
        if any(unicodedata.category(letter) == "Cc" for letter in cell):
            raise _NotThisLine(LineRefusal.CONTROL_CHARACTER)
    given, family = (known["given"], known["family"]) if "given" in known else _parted(known["name"])
    if not (is_name(given) or is_name(family)):
        raise _NotThisLine(LineRefusal.NAME_MISSING)
    return Bearer(given, family, _born(known["born"], today))


def _parted(name: str) -> tuple[str, str]:
    """Part a name that stands in one cell: "Family, Given" or "Given Family"."""
    family, comma, given = name.partition(",")
    if comma:
        return given, family
    given, _, family = name.rpartition(" ")
    return given, family


def _born(text: str, today: date) -> date:
    if not text:
        raise _NotThisLine(LineRefusal.BIRTH_DATE_MISSING)
    if found := ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
    elif found := DOTTED_DATE.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise _NotThisLine(LineRefusal.BIRTH_DATE_UNREADABLE)
    try:
        born = date(year, month, day)
    except ValueError as error:
        raise _NotThisLine(LineRefusal.BIRTH_DATE_IMPOSSIBLE) from error
    if not (born.year >= EARLIEST and born <= today):
        raise _NotThisLine(LineRefusal.BIRTH_DATE_IMPOSSIBLE)
    return born
