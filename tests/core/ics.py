"""A small reader of iCalendar of our own (RFC 5545, 3.1 and 3.2): what the tests believe, for the library wrote the bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)')
ESCAPED = re.compile(r"\\([\\;,nN])")
LIMIT = 75


@dataclass
class Line:
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT: escapes undone; a bare `;` or `,` or backslash has no place in it."""
        bare = ESCAPED.sub("", self.value)
        assert not set(bare) & set("\\;,"), self.value
        return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [each for each in self.lines if each.name == name]

    def one(self, name: str) -> Line:
        (found,) = self.all(name)
        return found

    def names(self) -> list[str]:
        return [each.name for each in self.lines]


def read(data: bytes) -> Component:
    """Return the one calendar; fails on bare CR or LF, a line over 75 octets, and what does not nest."""
    assert data.endswith(b"\r\n")
    raw = data.split(b"\r\n")[:-1]
    for line in raw:
        assert b"\r" not in line and b"\n" not in line
        assert len(line) <= LIMIT, line
    lines = [_line(each) for each in unfolded(raw)]
    top = Component("")
    open_ones = [top]
    for line in lines:
        if line.name == "BEGIN":
            component = Component(line.value)
            open_ones[-1].parts.append(component)
            open_ones.append(component)
        elif line.name == "END":
            assert open_ones.pop().name == line.value
        else:
            open_ones[-1].lines.append(line)
    assert open_ones == [top]
    (calendar,) = top.parts
    assert calendar.name == "VCALENDAR" and not top.lines
    return calendar


def unfolded(raw: list[bytes]) -> Iterator[str]:
    whole = b""
    for line in raw:
        if line[:1] in {b" ", b"\t"}:
            whole += line[1:]
            continue
        if whole:
            yield whole.decode()
        whole = line
    yield whole.decode()


def _line(text: str) -> Line:
    found = NAME.match(text)
    assert found, text
    place, parameters = found.end(), {}
    while (each := PARAMETER.match(text, place)) is not None:
        assert each[1] not in parameters, text
        parameters[each[1]], place = each[2].strip('"'), each.end()
    assert text[place : place + 1] == ":", text
    return Line(found[0].upper(), parameters, text[place + 1 :])
