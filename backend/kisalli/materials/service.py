"""Guidance of a programme (R25): the standard set, with what a programme words in its own way, hides or adds.

A programme begins with the standard set without a row of its own, and what it never touched follows the product.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.materials import queries
from kisalli.materials.models import Material, MaterialKind, MaterialPhase, MaterialRole, MaterialText
from kisalli.materials.parts import Part, items, parts
from kisalli.materials.queries import Changed, Reader
from kisalli.materials.schemas import (
    AnswerOut,
    AnswersOut,
    ItemOut,
    MaterialActOut,
    MaterialIn,
    MaterialItemOut,
    MaterialOut,
    MaterialPatch,
    MaterialsOut,
    MaterialTextOut,
    PartOut,
    PreviewIn,
    PreviewOut,
    WordsIn,
    WordsOut,
)
from kisalli.materials.standard import Standard, Wording, standard_set
from kisalli.programmes import queries as programmes
from kisalli.programmes.locks import share_programme
from kisalli.programmes.mentee_word import in_its_words
from kisalli.programmes.models import Programme

NO_EDITION = 0  # of a material that has no words in a language yet


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


async def of_programme(session: AsyncSession, programme_id: UUID, language: str, caller: Caller | None) -> MaterialsOut:
    """List what the caller may read of a programme's guidance.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    shown, reader = await _readable(session, programme_id, language, caller)
    ticks = await queries.ticks(session, programme_id, reader)
    return MaterialsOut(items=[MaterialItemOut(**_listed(each, ticks.get(each.slug, set()))) for each in shown])


async def read(session: AsyncSession, programme_id: UUID, slug: str, language: str, caller: Caller | None) -> MaterialOut:
    """Return one material.

    Raises:
        NotFound: there is none, it is hidden, or it is for another role.
    """
    shown, reader = await _readable(session, programme_id, language, caller, slug)
    if not shown:
        raise NotFound
    ticked = (await queries.ticks(session, programme_id, reader, slug)).get(slug, set())
    (it,) = shown
    return MaterialOut(
        **_listed(it, ticked), ticks=reader.ticks, parts=[_part(each, ticked) for each in parts(it.kind, it.words.body)]
    )


async def answers(session: AsyncSession, programme_id: UUID, q: str, language: str, caller: Caller | None) -> AnswersOut:
    """Return the questions and answers that say every word of `q`, all of them where it says nothing.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    shown, _ = await _readable(session, programme_id, language, caller)
    faqs = [each for each in shown if each.kind == MaterialKind.FAQ and not each.hidden]
    found = [(each.slug, part) for each in faqs for part in parts(each.kind, each.words.body) if part.heading]
    if q.strip():
        texts = [f"{part.heading}\n{part.html}" for _, part in found]
        numbers = await session.scalars(queries.SAYING, {"texts": texts, "q": q.strip()})
        found = [found[number - 1] for number in numbers]
    return AnswersOut(items=[AnswerOut(slug=slug, key=part.key, question=part.heading, html=part.html) for slug, part in found])


async def tick(session: AsyncSession, programme_id: UUID, slug: str, item: str, caller: Caller, *, off: bool) -> None:
    """Tick an item of a checklist off for oneself, or (`off` false) take the tick away; a repeat changes nothing.

    Raises:
        NotFound: there is no such item, or its checklist is not the caller's to tick.
    """
    await programmes.visible(session, programme_id, caller)
    reader = await queries.reader(session, programme_id, caller)
    changed = (await queries.changed(session, programme_id, slug)).get(slug)
    known = _keys(standard_set().get(slug), changed)
    if not reader.ticks or not _open_to(reader, slug, changed) or item not in known:
        raise NotFound
    values = {"programme_id": programme_id, "person_id": caller.person_id, "slug": slug, "item": item}
    await session.execute(queries.TICK if off else queries.UNTICK, values)


async def text(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, caller: Caller
) -> tuple[MaterialTextOut, int]:
    """Return a material's words as they are written, and their edition.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, which has no such material or language.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    await _require_language(session, programme_id, language)
    changed = (await queries.changed(session, programme_id, slug)).get(slug)
    if changed is None and slug not in standard_set():
        raise NotFound
    return _text(slug, language, changed)


async def write(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, words: WordsIn, if_match: str | None, caller: Caller
) -> tuple[MaterialTextOut, int]:
    """Word a material in the programme's own way, in one language.

    Raises:
        NotFound, Forbidden: see `text`. Stale: the words are not those that the caller read.
    """
    await _taken(session, programme_id, slug, language, if_match, caller)
    columns = words.model_dump()
    row = insert(MaterialText).values(programme_id=programme_id, slug=slug, language=language, **columns)
    await session.execute(row.on_conflict_do_update(index_elements=["programme_id", "slug", "language"], set_=columns))
    _record(session, programme_id, caller, "material_worded", slug=slug, language=language)
    return _text(slug, language, (await queries.changed(session, programme_id, slug))[slug])


async def restore(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, if_match: str | None, caller: Caller
) -> None:
    """Go back to the standard words in one language.

    Raises:
        NotFound: see `text`; or the material is the programme's own, which has no standard words.
        Forbidden. Stale: the words are not those that the caller read.
    """
    await _taken(session, programme_id, slug, language, if_match, caller)
    if slug not in standard_set():
        raise NotFound
    mine = (MaterialText.programme_id == programme_id, MaterialText.slug == slug, MaterialText.language == language)
    await session.execute(delete(MaterialText).where(*mine))
    _record(session, programme_id, caller, "material_restored", slug=slug, language=language)


async def add(session: AsyncSession, programme_id: UUID, body: MaterialIn, caller: Caller) -> MaterialActOut:
    """Add a material of the programme's own.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or it does not have the language.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    await _require_language(session, programme_id, body.language)
    slug = f"own-{new_id().hex[-12:]}"  # words would stand in addresses and in the audit trail
    made = {"programme_id": programme_id, "slug": slug}
    columns = {"kind": body.kind, "roles": _once(body.roles), "phases": _once(body.phases)}
    await session.execute(insert(Material).values(**made, **columns))
    await session.execute(insert(MaterialText).values(**made, language=body.language, **body.words.model_dump()))
    _record(session, programme_id, caller, "material_added", slug=slug, language=body.language)
    return MaterialActOut(**made)


async def change(session: AsyncSession, programme_id: UUID, slug: str, patch: MaterialPatch, caller: Caller) -> None:
    """Hide a material or show it again; say whom and when it is for.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or it has no such material.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    material = await _locked(session, programme_id, slug)
    changes = patch.model_dump(exclude_none=True)
    for name, value in changes.items():
        setattr(material, name, value if name == "hidden" else _once(value))
    _record(session, programme_id, caller, "material_changed", slug=slug, fields=sorted(changes))


async def remove(session: AsyncSession, programme_id: UUID, slug: str, caller: Caller) -> None:
    """Take away what the programme has of its own: one that it added is gone, one of the standard set is as it came.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or it has no such material.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    material = await _locked(session, programme_id, slug)
    mine = (MaterialText.programme_id == programme_id, MaterialText.slug == slug)
    await session.execute(delete(MaterialText).where(*mine))
    if slug in standard_set():
        # The row stays: whoever waits for it writes next, and finds it.
        material.roles, material.phases, material.hidden = None, None, False
    else:
        await session.execute(queries.FORGET_TICKS, {"programme_id": programme_id, "slug": slug})
        await session.delete(material)
    _record(session, programme_id, caller, "material_removed", slug=slug)


async def preview(session: AsyncSession, programme_id: UUID, body: PreviewIn, caller: Caller) -> PreviewOut:
    """Show how words will look, without keeping them.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    forms = await _forms(session, programme_id)
    said = in_its_words(body.body, forms.get(body.language, {}), body.language)
    return PreviewOut(parts=[_part(each, set()) for each in parts(body.kind, said)])


async def copy_materials(session: AsyncSession, from_programme_id: UUID, to_programme_id: UUID) -> None:
    """Give a new programme the guidance of another: its wording, what it hides and what it added (R4); no ticks, no stories.

    Whoever calls has made sure that the caller runs both.
    """
    await share_programme(session, from_programme_id)
    for statement in queries.COPY:
        await session.execute(statement, {"source": from_programme_id, "made": to_programme_id})


async def _readable(
    session: AsyncSession, programme_id: UUID, language: str, caller: Caller | None, slug: str | None = None
) -> tuple[list[Shown], Reader]:
    programme = await programmes.visible(session, programme_id, caller)
    reader = await queries.reader(session, programme_id, caller)
    changed = await queries.changed(session, programme_id, slug)
    forms = await _forms(session, programme_id)
    wanted = (language, *programme.languages)
    slugs = dict.fromkeys([*standard_set(), *changed] if slug is None else [slug])
    shown = (_shown(each, wanted, changed.get(each), forms) for each in slugs if _open_to(reader, each, changed.get(each)))
    return [each for each in shown if each is not None], reader


def _open_to(reader: Reader, slug: str, changed: Changed | None) -> bool:
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


def _shown(slug: str, wanted: tuple[str, ...], changed: Changed | None, forms: dict[str, dict[str, object]]) -> Shown | None:
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


def _keys(standard: Standard | None, changed: Changed | None) -> frozenset[str]:
    """Return what can be ticked off in any language: a key without a name differs between them."""
    if standard is None and changed is None:
        return frozenset()
    languages = {*(standard.words if standard else ()), *(changed.words if changed else ())}
    own, kind = (changed.words if changed else {}), _kind(standard, changed)
    return frozenset().union(*(items(kind, _words(standard, own, each).body) for each in languages))


def _listed(shown: Shown, ticked: set[str]) -> dict[str, object]:
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


def _part(part: Part, ticked: set[str]) -> PartOut:
    listed = [ItemOut(key=each.key, html=each.html, ticked=each.key in ticked) for each in part.items]
    return PartOut(key=part.key, heading=part.heading, html=part.html, items=listed)


def _text(slug: str, language: str, changed: Changed | None) -> tuple[MaterialTextOut, int]:
    standard, own = standard_set().get(slug), changed.words if changed else {}
    if standard is None and language not in own:
        return MaterialTextOut(
            slug=slug, language=language, edited=False, standard=None, title="", summary="", body=""
        ), NO_EDITION
    words = _words(standard, own, language)
    original = WordsOut.model_validate(standard.words[language]) if standard else None
    text = WordsOut.model_validate(words).model_dump()
    return MaterialTextOut(slug=slug, language=language, edited=language in own, standard=original, **text), words.edition


async def _taken(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, if_match: str | None, caller: Caller
) -> None:
    """Have a material alone, and require that its words are those that the caller read."""
    await programmes.require_coordinator(session, programme_id, caller)
    await _require_language(session, programme_id, language)
    await _locked(session, programme_id, slug)
    _, edition = _text(slug, language, (await queries.changed(session, programme_id, slug)).get(slug))
    require_match(if_match, edition)


async def _locked(session: AsyncSession, programme_id: UUID, slug: str) -> Material:
    """Return a material's row, locked; one of the standard set gets its row with its first change."""
    key = {"programme_id": programme_id, "slug": slug}
    if slug in standard_set():
        await session.execute(insert(Material).values(**key).on_conflict_do_nothing())
    mine = select(Material).where(Material.programme_id == programme_id, Material.slug == slug)
    found = await session.scalar(mine.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


async def _require_language(session: AsyncSession, programme_id: UUID, language: str) -> None:
    languages = await session.scalar(select(Programme.languages).where(Programme.id == programme_id))
    if language not in (languages or ()):
        raise NotFound


async def _forms(session: AsyncSession, programme_id: UUID) -> dict[str, dict[str, object]]:
    texts = await programmes.texts(session, [programme_id])
    return {each.language: each.mentee_forms for each in texts[programme_id]}


def _once(values: list[MaterialRole] | list[MaterialPhase]) -> list[str]:
    return [str(each) for each in dict.fromkeys(values)]


def _record(session: AsyncSession, programme_id: UUID, caller: Caller, act: str, **details: object) -> None:
    row = {"programme_id": programme_id, "caller_id": caller.person_id, "act": act, "subject": "programme"}
    audit.record(session, row | {"subject_id": programme_id, "details": details})
