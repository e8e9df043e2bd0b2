"""How guidance is shown: what stands in files, and over it what a programme words, hides and adds."""

from dataclasses import dataclass

from kisalli.materials.models import MaterialKind, MaterialPhase, MaterialRole
from kisalli.materials.parts import Part, items
from kisalli.materials.queries import Changed, Reader
from kisalli.materials.schemas import ItemOut, MaterialTextOut, PartOut, WordsOut
from kisalli.materials.standard import Standard, Wording, standard_set
from kisalli.programmes.mentee_word import in_its_words

NO_EDITION = 0  # of a material that has no words in a language yet
Forms = dict[str, dict[str, object]]  # of the word for mentee, by language


@dataclass(frozen=True, slots=True)
class Shown:
    """A material as a programme has it, in one language, its own word for mentee filled in."""

    slug: str
    kind: MaterialKind
    roles: tuple[MaterialRole, ...]
    phases: tuple[MaterialPhase, ...]
    hidden: bool
    own: bool
    edited: bool
    language: str
    words: Wording


def open_to(reader: Reader, slug: str, changed: Changed | None) -> bool:
    """Whether a reader may see a material, if there is one: what is hidden and what is for others is not theirs."""
    standard = standard_set().get(slug)
    if standard is None and changed is None:
        return False
    if changed is not None and changed.hidden and not reader.coordinates:
        return False
    return reader.reads(frozenset(_roles(standard, changed)))


def _roles(standard: Standard | None, changed: Changed | None) -> tuple[MaterialRole, ...]:
    if changed is not None and changed.roles is not None:
        return tuple(map(MaterialRole, changed.roles))
    return standard.roles if standard else ()


def _phases(standard: Standard | None, changed: Changed | None) -> tuple[MaterialPhase, ...]:
    if changed is not None and changed.phases is not None:
        return tuple(map(MaterialPhase, changed.phases))
    return standard.phases if standard else ()


def _kind(standard: Standard | None, changed: Changed | None) -> MaterialKind:
    if standard is not None:
        return standard.kind
    if changed is None or changed.kind is None:
        raise LookupError("a material is of the standard set or a programme's own")
    return MaterialKind(changed.kind)


def as_shown(slug: str, wanted: tuple[str, ...], changed: Changed | None, forms: Forms) -> Shown | None:
    """Return a material in the first of the wanted languages that it has; None where it has no words at all."""
    standard, own = standard_set().get(slug), changed.words if changed else {}
    has = standard.words.keys() if standard else own.keys()
    language = next((each for each in (*wanted, *sorted(own)) if each in has), None)
    if language is None:
        return None
    words = _words(standard, own, language)
    said = Wording(*(in_its_words(each, forms.get(language, {}), language) for each in (words.title, words.summary, words.body)))
    facts = (_kind(standard, changed), _roles(standard, changed), _phases(standard, changed))
    return Shown(slug, *facts, bool(changed and changed.hidden), standard is None, language in own, language, said)


def _words(standard: Standard | None, own: dict[str, tuple[str, str, str]], language: str) -> Wording:
    if language in own or standard is None:
        return Wording(*own[language])
    return standard.words[language]


def tickable(standard: Standard | None, changed: Changed | None) -> frozenset[str]:
    """Return what can be ticked off in any language: a key without a name differs between them."""
    if standard is None and changed is None:
        return frozenset()
    languages = {*(standard.words if standard else ()), *(changed.words if changed else ())}
    own, kind = (changed.words if changed else {}), _kind(standard, changed)
    return frozenset().union(*(items(kind, _words(standard, own, each).body) for each in languages))


def listed(shown: Shown, ticked: set[str]) -> dict[str, object]:
    """Return what a list says of a material, of which these items are ticked off."""
    known = items(shown.kind, shown.words.body)
    return {
        "slug": shown.slug,
        "kind": shown.kind,
        "roles": shown.roles,
        "phases": shown.phases,
        "title": shown.words.title,
        "summary": shown.words.summary,
        "language": shown.language,
        "hidden": shown.hidden,
        "own": shown.own,
        "edited": shown.edited,
        "items": len(known),
        "ticked": len(known & ticked),
    }


def part_out(part: Part, ticked: set[str]) -> PartOut:
    """Return a part as it is answered, with what of it is ticked off."""
    found = [ItemOut(key=each.key, html=each.html, ticked=each.key in ticked) for each in part.items]
    return PartOut(key=part.key, heading=part.heading, html=part.html, items=found)


def text_out(slug: str, language: str, changed: Changed | None) -> tuple[MaterialTextOut, int]:
    """Return a material's words as they are written, and their edition."""
    standard, own = standard_set().get(slug), changed.words if changed else {}
    if standard is None and language not in own:
        return MaterialTextOut(
            slug=slug, language=language, edited=False, standard=None, title="", summary="", body=""
        ), NO_EDITION
    words = _words(standard, own, language)
    original = WordsOut.model_validate(standard.words[language]) if standard else None
    text = WordsOut.model_validate(words).model_dump()
    return MaterialTextOut(slug=slug, language=language, edited=language in own, standard=original, **text), words.edition
