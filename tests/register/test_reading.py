"""Registers as spreadsheets write them, and files that are none: what is read, what is refused, and that it says why."""

import random
import time
from datetime import date

import pytest

from kisalli.register.errors import UnreadableFile
from kisalli.register.names import Bearer
from kisalli.register.reading import MOST_LINES, read
from tests.register.files import HEADER, LINE, TODAY, file

BORN = date(1980, 2, 29)
MAIJA = Bearer("Maija Kaarina", "Virtanen", BORN)


def people(content: bytes) -> list[Bearer]:
    return read(content, TODAY).people


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(content, TODAY)
    (problem,) = caught.value.errors
    return problem.code


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("First name,Last name,Date of birth", "Maija Kaarina,Virtanen,1980-02-29"),
        ("Etunimet;Sukunimi;Syntymäaika", "Maija Kaarina;Virtanen;29.2.1980"),
        ("FÖRNAMN\tEFTERNAMN\tFÖDELSEDATUM", "Maija Kaarina\tVirtanen\t19800229"),
        ("Valmistumisvuosi;Syntymäaika;Sukunimi;Etunimet", "2009;29. 2. 1980;Virtanen;Maija Kaarina"),
        ("Nimi;Syntynyt", "Virtanen, Maija Kaarina;29.02.1980"),
        ("full_name;birth-date", "Maija Kaarina Virtanen;1980-2-29"),
        ('"Etunimet";"Sukunimi";"Syntymäaika"', '"Maija Kaarina";"Virtanen";"29.2.1980"'),
    ],
    ids=["english", "finnish", "swedish", "other_order", "one_cell", "underscores", "quoted"],
)
def test_columns_are_known_by_their_names_in_three_languages(header: str, line: str) -> None:
    assert [each.ways for each in people(file(line, header=header))] == [MAIJA.ways]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    (found,) = people(file("Åsa;Mäkinen;29.2.1980", encoding=encoding))
    assert (found.given, found.family) == ("Åsa", "Mäkinen")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old_mac"])
def test_line_ends_of_every_system_and_empty_lines_are_no_matter(ends: str) -> None:
    assert people(ends.join((HEADER, "", LINE, "", ";;", "")).encode()) == [MAIJA]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Maija;Virtanen", "cells"),
        ("Maija;Virtanen;29.2.1980;x", "cells"),
        (";;29.2.1980", "name_missing"),
        ("-;–;29.2.1980", "name_missing"),
        ("Maija;Virtanen;", "birth_date_missing"),
        ("Maija;Virtanen;2/29/1980", "birth_date_unreadable"),
        ("Maija;Virtanen;29.2.80", "birth_date_unreadable"),
        ("Maija;Virtanen;29.2.1981", "birth_date_impossible"),
        ("Maija;Virtanen;1.1.2030", "birth_date_impossible"),
        ("Maija;Virtanen;1.1.1850", "birth_date_impossible"),
        ("Ma\x07ija;Virtanen;29.2.1980", "control_character"),
        (f"{'x' * 300};Virtanen;29.2.1980", "too_long"),
    ],
)
def test_a_line_that_names_nobody_is_refused_with_its_number_and_the_others_are_read(line: str, why: str) -> None:
    found = read(file(LINE, line, LINE), TODAY)
    assert [(each.line, str(each.reason)) for each in found.refused] == [(3, why)]
    assert found.people == [MAIJA, MAIJA]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "columns"),
        (b"\n\n", "columns"),
        (file(), "empty"),
        (file(LINE, header="Etunimet;Sukunimi"), "columns"),
        (file(LINE, header="Sukunimi;Sukunimi;Syntymäaika"), "columns"),
        (file("x", header="x"), "columns"),
        (b'{"not": "a file"}', "columns"),
        (file("010180-123A;Virtanen;Maija;1.1.1980", header="Henkilötunnus;Sukunimi;Etunimet;Syntymäaika"), "identity_codes"),
        (file(LINE) + b"\xff\xfe\xfd;x;1.1.1980\n", "encoding"),
        ("Etunimet;Sukunimi;Syntymäaika\nMäki;".encode() + b"M\xe4ki;1.1.1980\n", "encoding"),
        (b"\xff\xfe" + b"x" * 101, "encoding"),
        (file("Ma\0ija;Virtanen;29.2.1980"), "encoding"),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "encoding"),
        (file(*["x"] * 1500), "too_many_refused"),
        (file('"' + "x;" * 200_000), "quotes"),
        (file('Maija;"Virtanen;29.2.1980', LINE), "quotes"),
    ],
    ids=lambda each: each if isinstance(each, str) else "file",
)
def test_a_file_that_is_no_register_is_refused_as_a_whole(content: bytes, why: str) -> None:
    assert reason(content) == why


def test_a_million_lines_are_refused_soon() -> None:
    content = file(*["A;B;1.1.1980"] * (MOST_LINES + 1))
    began = time.process_time()
    assert reason(content) == "too_many_lines"
    assert time.process_time() - began < 10


def test_whatever_bytes_come_they_are_read_or_refused() -> None:
    chance = random.Random(5)
    for _ in range(300):
        content = file(LINE) if chance.random() < 0.5 else b""
        content += bytes(chance.choices(range(256), k=chance.randint(0, 200)))
        try:
            read(content, TODAY)
        except UnreadableFile:
            continue


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("maija kaarina", "VIRTANEN"),
        ("Maija", "Virtanen"),
        ("Kaarina", "Virtanen"),
        ("Kaarina Maija", "Virtanen"),
        ("Máija-Kaarina", "Virtanen"),
        ("Virtanen", "Maija"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(given: str, family: str) -> None:
    assert set(Bearer(given, family, BORN).ways) & set(MAIJA.ways)


@pytest.mark.parametrize(
    ("given", "family"), [("Maija", "Virta"), ("Liisa", "Virtanen"), ("", "Virtanen"), ("Maija Kaarina", "")]
)
def test_another_name_is_another(given: str, family: str) -> None:
    assert not set(Bearer(given, family, BORN).ways) & set(MAIJA.ways)
    assert not set(Bearer("Maija", "Virtanen", date(1980, 2, 28)).ways) & set(MAIJA.ways)


@pytest.mark.parametrize(("one", "other"), [("O'Brien", "OBrien"), ("Straße", "Strasse"), ("Øst", "Ost"), ("Đặng", "Dang")])
def test_letters_that_few_keyboards_have_are_what_people_type_for_them(one: str, other: str) -> None:
    assert Bearer("A", one, BORN).whole == Bearer("A", other, BORN).whole
