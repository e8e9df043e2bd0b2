"""Writes demo people out of fragments; pure and the same for the same seed and day.

Everything is dealt from shuffled decks instead of drawn: neighbours in the directory then tell different stories, and
shares (half of the students international) hold in a list of sixty as well as in one of fifty thousand.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from kisalli.demo_data import load
from kisalli.profiles.schemas import MeetingWay
from kisalli.programmes.models import ParticipantState, Role

T = TypeVar("T")

STORY_MIN, STORY_MAX = 400, 1500
# What NFKD leaves as it is, or people would be written without a letter.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "þ": "th", " ": ""})
DASH = "\N{EN DASH}"
MEETS = [["on_site", "remote"]] * 6 + [["on_site"], ["remote"]] * 2
SEEKS = [["master"]] * 3 + [["master", "doctoral"]]
SEEKS_DOCTOR = [["doctoral"], ["master"], ["master", "doctoral"], ["master", "doctoral"]]
ACADEMIC = {"after_doctorate", "research_career"}
LOCAL = "finnish_working_life"


@dataclass(frozen=True, slots=True)
class Someone:
    """A demo person with a part in the programme; `profile` holds columns of the role's profile table."""

    role: Role
    name: str
    email: str
    language: str
    profile: dict[str, Any]
    phone: str | None = None
    places: int = 0
    state: ParticipantState = ParticipantState.ACTIVE
    key: str | None = None


@dataclass(slots=True)
class Traits:
    """What a mentor is, before anything is written about it."""

    language: str
    international: bool
    branch: str
    sector: str
    employer: str
    doctorate: bool
    newcomers: bool
    abroad: bool
    meets: list[str]
    topics: list[str] = field(default_factory=list)

    @property
    def outside_academia(self) -> bool:
        """Whether a doctorate is put to use elsewhere than at a university."""
        return self.doctorate and self.sector != "research_education"


class Deck(Generic[T]):
    """Deals items in shuffled order, all of them before any comes again."""

    def __init__(self, rng: random.Random, items: Sequence[T]) -> None:
        """Take the items to deal; they are never changed."""
        self._rng, self._items, self._left = rng, items, list[T]()

    def deal(self) -> T:
        """Return the next item."""
        if not self._left:
            self._left = self._rng.sample(self._items, len(self._items))
        return self._left.pop()


def address(name: str, number: int) -> str:
    """Return `firstname.lastname.N@example.org`; the number makes it unique, the domain is reserved and reaches nobody."""
    first, _, last = name.rpartition(" ")
    return f"{_plain(first)}.{_plain(last)}.{number}@example.org"


def phone(number: int) -> str:
    """Return a Finnish-looking number in a block whose subscribers would begin with 000, so that it is nobody's."""
    return f"+358 48 000 {number % 10_000:04d}"


def school(branch: str, language: str) -> str:
    """Return the name of the school where a field is studied."""
    world = load("world")
    name: str = world["schools"][world["fields"][branch]["school"]][language]
    return name


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower().translate(PLAIN))
    return "".join(letter for letter in letters if letter.isascii())


class Writer:
    """Writes mentors and mentees, numbered on from `first_number`."""

    def __init__(self, seed: int, today: date, first_number: int) -> None:
        """Read the fragments; the same seed and day write the same people."""
        self._rng = random.Random(seed)  # noqa: S311 - stories, not secrets
        self._today, self._number = today, first_number
        self._decks: dict[str, Deck[Any]] = {}
        self._world = load("world")
        self._words = {language: load(f"words_{language}") for language in ("en", "fi", "sv")}
        self._order = [topic["key"] for topic in load("programme")["topics"]]
        self._branches = list(self._world["fields"])
        self._places = [place for place in self._world["places"] for _ in range(place["share"])]
        self._here = [place for place in self._places if not place.get("abroad")]
        self._there = [place for place in self._places if place.get("abroad")]
        origins = self._world["origins"]
        self._writes = {origin: _spread(share["writes"]) for origin, share in origins.items()}
        self._origins = {role: _spread({origin: share[f"{role}s"] for origin, share in origins.items()}) for role in Role}
        forms = [self._chronological, self._letter, self._questions, self._dry]
        self._forms = [*forms, self._setback, self._rules, self._present, self._private]

    def mentors(self, count: int) -> Iterator[Someone]:
        """Write so many active mentors."""
        return (self._mentor() for _ in range(count))

    def mentees(self, count: int) -> Iterator[Someone]:
        """Write so many active mentees."""
        return (self._mentee() for _ in range(count))

    def _mentor(self) -> Someone:
        origin, name, language = self._identity(Role.MENTOR)
        traits, place = self._traits(origin, language)
        profile = {"name": name, "place": place, "languages": self._languages(origin, language)} | self._career(traits)
        places = 2 if self._chance("two", 35) else 1
        return self._someone(Role.MENTOR, profile, language, phone_share=60, places=places)

    def _career(self, traits: Traits) -> dict[str, Any]:
        language, words = traits.language, self._words[traits.language]
        home = self._chance("home", 82)
        return {
            "degree": words["degree"][self._world["fields"][traits.branch]["degree"]][traits.doctorate],
            "field": traits.branch,
            "institution": words["institution"]["home"] if home else self._deal(language, "institution", "others"),
            "graduation_year": self._today.year - self._deal_of("years", range(5, 34)),
            "doctorate": traits.doctorate,
            "outside_academia": traits.outside_academia,
            "title": self._deal(language, "fields", traits.branch, "titles"),
            "employer": traits.employer,
            "sector": traits.sector,
            "lives_abroad": traits.abroad,
            "headline": self._deal(language, "fields", traits.branch, "headline"),
            "story": self._story(traits),
            "topics": traits.topics,
            "seeks": self._seeks(traits),
            "meets": traits.meets,
            "newcomers": traits.newcomers,
        }

    def _mentee(self) -> Someone:
        origin, name, language = self._identity(Role.MENTEE)
        branch = self._deal_of("mentee.field", self._branches)
        doctoral = self._chance("doctoral", 16)
        topics = self._mentee_topics(branch, doctoral=doctoral, international=origin == "international")
        world = self._world["fields"][branch]
        profile = {
            "name": name,
            "school": school(branch, language),
            "field": branch,
            "level": "doctoral" if doctoral else "master",
            "stage": self._deal(language, "mentee", "stages_doctoral" if doctoral else "stages_master"),
            "languages": self._languages(origin, language),
            "topics": topics,
            "sectors": sorted({self._deal_of(f"sector.{branch}", world["sectors"]) for _ in range(2)}),
            "expectations": self._expectations(language, topics),
            "goals": "\n".join(f"{DASH} {self._words[language]['topics'][topic]['goal']}" for topic in topics[:2]),
            "interests": self._deal(language, "mentee", "interests"),
        }
        profile |= self._whereabouts(language, may_be_away=origin != "international")
        return self._someone(Role.MENTEE, profile, language, phone_share=30)

    def _whereabouts(self, language: str, *, may_be_away: bool) -> dict[str, Any]:
        """Return the place of a mentee and, for one in seventeen who came from here, until when the exchange lasts."""
        if may_be_away and self._chance("exchange", 6):
            until = self._today + timedelta(days=self._deal_of("days", range(45, 150)))
            return {"place": self._deal_of("exchange.place", self._there)["name"][language], "exchange_until": until}
        return {"place": self._deal_of("mentee.place", self._here)["name"][language], "exchange_until": None}

    def _someone(self, role: Role, profile: dict[str, Any], language: str, *, phone_share: int, places: int = 0) -> Someone:
        name = profile["name"]
        number, self._number = self._number, self._number + 1
        reached = phone(number) if self._chance(f"{role}.phone", phone_share) else None
        return Someone(role, name, address(name, number), language, profile, reached, places)

    def _identity(self, role: Role) -> tuple[str, str, str]:
        """Return origin, name and the language that the person writes in."""
        origin = self._deal_of(f"{role}.origin", self._origins[role])
        lists = self._world["names"][origin]
        group = 0 if isinstance(lists, dict) else self._deal_of("names", range(len(lists)))
        names = lists if isinstance(lists, dict) else lists[group]
        first = self._deal_of(f"first.{origin}.{group}", names["first"])
        last = self._deal_of(f"last.{origin}.{group}", names["last"])
        language = self._deal_of(f"{role}.{origin}.writes", self._writes[origin])
        return origin, f"{first} {last}", language

    def _traits(self, origin: str, language: str) -> tuple[Traits, str]:
        branch = self._deal_of("mentor.field", self._branches)
        sector = self._deal_of(f"sector.{branch}", self._world["fields"][branch]["sectors"])
        research = branch in {"chemistry_materials", "physics_mathematics"} or sector == "research_education"
        place = self._deal_of("mentor.place", self._places)
        meets = self._deal_of("meets", MEETS)
        abroad, international = place.get("abroad", False), origin == "international"
        traits = Traits(
            language=language,
            international=international,
            branch=branch,
            sector=sector,
            employer=self._employer(branch, sector),
            doctorate=self._chance(f"doctor.{research}", 55 if research else 12),
            newcomers=self._chance(f"newcomers.{international}", 65 if international else 25),
            abroad=abroad,
            meets=[MeetingWay.REMOTE.value] if abroad else meets,
        )
        traits.topics = self._mentor_topics(traits)
        return traits, place["name"][language]

    def _employer(self, branch: str, sector: str) -> str:
        own = self._world["employers_of"].get(branch, {}).get(sector)
        name: str = self._deal_of(f"employer.{branch if own else ''}.{sector}", own or self._world["employers"][sector])
        return name

    def _mentor_topics(self, traits: Traits) -> list[str]:
        likely = [t for t in self._world["fields"][traits.branch]["topics"] if traits.doctorate or t not in ACADEMIC]
        chosen = set(self._rng.sample(likely, min(len(likely), self._deal_of("topics", (2, 3, 3, 4)))))
        chosen.add(self._deal_of("topic", [topic for topic in self._order if topic not in ACADEMIC | {LOCAL}]))
        if traits.newcomers:
            chosen.add(LOCAL)
        if traits.outside_academia:
            chosen.add("after_doctorate")
        if "leadership" in chosen:  # or one text would praise both being a boss and never having become one
            chosen.discard("specialist_path")
        return [topic for topic in self._order if topic in chosen]

    def _mentee_topics(self, branch: str, *, doctoral: bool, international: bool) -> list[str]:
        likely = [t for t in self._world["fields"][branch]["topics"] if doctoral or t not in ACADEMIC]
        chosen = self._rng.sample(likely, self._deal_of("mentee.topics", (1, 2, 2)))
        if doctoral:
            chosen.insert(0, "after_doctorate" if self._chance("leaving", 70) else "research_career")
        if international and self._chance("local", 60):
            chosen.insert(0, LOCAL)
        return list(dict.fromkeys(chosen))

    def _languages(self, origin: str, language: str) -> list[str]:
        also = {"finnish": {"fi": 100, "en": 88, "sv": 10}, "swedish": {"sv": 100, "fi": 70, "en": 90}}
        shares = also.get(origin, {"en": 100, "fi": 22})
        others = {each for each, share in shares.items() if self._chance(f"{origin}.{each}", share)}
        return [each for each in ("en", "fi", "sv") if each in others | {language}]

    def _seeks(self, traits: Traits) -> list[str]:
        levels: list[str] = self._deal_of(f"seeks.{traits.doctorate}", SEEKS_DOCTOR if traits.doctorate else SEEKS)
        return levels

    def _expectations(self, language: str, topics: Sequence[str]) -> str:
        parts = [self._deal(language, "mentee", "intro"), self._words[language]["topics"][topics[0]]["expect"]]
        if len(topics) > 1 and self._chance("second", 40):
            parts.append(self._words[language]["topics"][topics[1]]["expect"])
        return " ".join([*parts, self._deal(language, "mentee", "wish")])

    def _story(self, traits: Traits) -> str:
        """Write a career story of 400 to 1500 characters in one of eight forms, none of which is another one's shuffle."""
        form: Callable[[Traits], list[str]] = self._deal_of("form", self._forms)
        paragraphs = form(traits)
        for extra in self._extras(traits):
            if len("\n\n".join([*paragraphs, extra])) <= STORY_MAX:
                paragraphs.insert(len(paragraphs) - 1, extra)
        if len("\n\n".join(paragraphs)) < STORY_MIN:
            paragraphs.insert(1, self._about(traits, "lesson"))
        if len("\n\n".join(paragraphs)) < STORY_MIN:
            paragraphs.insert(len(paragraphs) - 1, self._say(traits, "ask"))
        return "\n\n".join(paragraphs)

    def _extras(self, traits: Traits) -> list[str]:
        """Return what has to be said because of who somebody is, most important first."""
        kinds = ["abroad"] if traits.abroad else []
        kinds += ["doctorate"] if traits.outside_academia else []
        kinds += [("moved" if traits.international else "hosts")] if traits.newcomers else []
        return [self._say(traits, kind) for kind in kinds]

    def _chronological(self, traits: Traits) -> list[str]:
        end = f"{self._meeting(traits)} {self._say(traits, 'closing')}"
        return [self._about(traits, "path"), self._about(traits, "now"), " ".join(self._offers(traits, 2)), end]

    def _letter(self, traits: Traits) -> list[str]:
        start = f"{self._say(traits, 'hello')} {self._about(traits, 'path')}"
        end = f"{self._limit(traits)} {self._say(traits, 'closing')}"
        return [start, " ".join(self._offers(traits, 2)), end]

    def _questions(self, traits: Traits) -> list[str]:
        story = self._words[traits.language]["story"]
        answers = {"q_what": self._about(traits, "now"), "q_how": self._about(traits, "path")}
        answers |= {"q_help": " ".join(self._offers(traits, 2)), "q_not": self._limit(traits)}
        return [f"{story[question]}\n{answer}" for question, answer in answers.items()]

    def _dry(self, traits: Traits) -> list[str]:
        start = f"{self._say(traits, 'dry')} {self._about(traits, 'now')}"
        return [start, "\n".join(f"{DASH} {offer}" for offer in self._offers(traits, 3)), self._meeting(traits)]

    def _setback(self, traits: Traits) -> list[str]:
        paragraphs = [self._say(traits, "setback"), self._about(traits, "path")]
        return [*paragraphs, f"{self._about(traits, 'lesson')} {self._offers(traits, 1)[0]}", self._say(traits, "ask")]

    def _rules(self, traits: Traits) -> list[str]:
        rules = "".join(f"\n{DASH} {self._say(traits, 'rules')}" for _ in range(4))
        end = f"{self._offers(traits, 1)[0]} {self._meeting(traits)}"
        return [self._say(traits, "rules_intro") + rules, self._about(traits, "now"), end]

    def _present(self, traits: Traits) -> list[str]:
        middle = f"{' '.join(self._offers(traits, 2))} {self._say(traits, 'ask')}"
        return [self._about(traits, "now"), self._about(traits, "path"), middle, self._say(traits, "personal")]

    def _private(self, traits: Traits) -> list[str]:
        start = f"{self._say(traits, 'hello')} {self._say(traits, 'personal')}"
        work = f"{self._about(traits, 'now')} {self._about(traits, 'lesson')}"
        return [start, work, " ".join(self._offers(traits, 2)), self._meeting(traits)]

    def _about(self, traits: Traits, kind: str) -> str:
        text: str = self._deal(traits.language, "fields", traits.branch, kind)
        return text.replace("{employer}", traits.employer)

    def _say(self, traits: Traits, kind: str) -> str:
        text: str = self._deal(traits.language, "story", kind)
        return text

    def _limit(self, traits: Traits) -> str:
        academic = traits.doctorate or ACADEMIC & set(traits.topics)
        return self._say(traits, "limits" if academic or self._chance("outside", 80) else "limits_outside")

    def _meeting(self, traits: Traits) -> str:
        return self._say(traits, "meet_both" if len(traits.meets) > 1 else f"meet_{traits.meets[0]}")

    def _offers(self, traits: Traits, count: int) -> list[str]:
        topics = self._rng.sample(traits.topics, min(count, len(traits.topics)))
        return [self._deal(traits.language, "topics", topic, "offer") for topic in topics]

    def _deal(self, language: str, *path: str) -> Any:  # noqa: ANN401 - what a TOML file holds
        items: Any = self._words[language]
        for step in path:
            items = items[step]
        return self._deal_of(".".join((language, *path)), items)

    def _deal_of(self, deck: str, items: Sequence[Any]) -> Any:  # noqa: ANN401
        if deck not in self._decks:
            self._decks[deck] = Deck(self._rng, items)
        return self._decks[deck].deal()

    def _chance(self, deck: str, percent: int) -> bool:
        """Whether one of a hundred dealt tickets, so many of which win, wins."""
        return bool(self._deal_of(f"chance.{deck}", range(100)) < percent)


def _spread(shares: dict[str, int]) -> list[str]:
    return [key for key, share in shares.items() for _ in range(share)]
