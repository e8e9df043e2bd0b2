"""Guidance of a programme (R25): the standard set, with what a programme words in its own way, hides or adds.

A programme begins with the standard set without a row of its own, and what it never touched follows the product.
"""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.core.markdown import spoken
from kisalli.materials import picture_queries, pictures, queries
from kisalli.materials.models import Material, MaterialKind, MaterialPhase, MaterialRole, MaterialText
from kisalli.materials.parts import parts
from kisalli.materials.queries import Reader
from kisalli.materials.schemas import (
    AnswerOut,
    AnswersOut,
    MaterialActOut,
    MaterialIn,
    MaterialItemOut,
    MaterialOut,
    MaterialPatch,
    MaterialsOut,
    MaterialTextOut,
    PreviewIn,
    PreviewOut,
    WordsIn,
)
from kisalli.materials.standard import standard_set
from kisalli.materials.views import Forms, Shown, as_shown, listed, open_to, part_out, text_out, tickable
from kisalli.programmes import queries as programmes
from kisalli.programmes.locks import share_programme
from kisalli.programmes.mentee_word import in_its_words
from kisalli.programmes.models import Programme


async def of_programme(session: AsyncSession, programme_id: UUID, language: str, caller: Caller | None) -> MaterialsOut:
    """List what the caller may read of a programme's guidance.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    shown, reader = await _readable(session, programme_id, language, caller)
    ticks = await queries.ticks(session, programme_id, reader)
    return MaterialsOut(items=[MaterialItemOut(**listed(each, ticks.get(each.slug, set()))) for each in shown])


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
    album = await picture_queries.album(session, programme_id, [it.words.body])
    found = parts(it.kind, it.words.body, album.words_in(it.language))
    return MaterialOut(**listed(it, ticked), ticks=reader.ticks, parts=[part_out(each, ticked) for each in found])


async def answers(session: AsyncSession, programme_id: UUID, q: str, language: str, caller: Caller | None) -> AnswersOut:
    """Return the questions and answers that say every word of `q`, all of them where it says nothing.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    shown, _ = await _readable(session, programme_id, language, caller)
    faqs = [each for each in shown if each.kind == MaterialKind.FAQ and not each.hidden]
    album = await picture_queries.album(session, programme_id, [each.words.body for each in faqs])
    made = [(each.slug, parts(each.kind, each.words.body, album.words_in(each.language))) for each in faqs]
    found = [(slug, part) for slug, all_parts in made for part in all_parts if part.heading]
    if q.strip():
        texts = [f"{part.heading}\n{spoken(part.html)}" for _, part in found]
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
    known = tickable(standard_set().get(slug), changed)
    if not reader.ticks or not open_to(reader, slug, changed) or item not in known:
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
    return text_out(slug, language, changed)


async def write(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, words: WordsIn, if_match: str | None, caller: Caller
) -> tuple[MaterialTextOut, int]:
    """Word a material in the programme's own way, in one language.

    Raises:
        NotFound, Forbidden: see `text`. Stale: the words are not those that the caller read.
        Invalid: see `pictures.note_uses`.
    """
    await _taken(session, programme_id, slug, language, if_match, caller)
    columns = words.model_dump()
    row = insert(MaterialText).values(programme_id=programme_id, slug=slug, language=language, **columns)
    await session.execute(row.on_conflict_do_update(index_elements=["programme_id", "slug", "language"], set_=columns))
    await pictures.note_uses(session, programme_id, slug, language, words.body)
    _record(session, programme_id, caller, "material_worded", slug=slug, language=language)
    return text_out(slug, language, (await queries.changed(session, programme_id, slug))[slug])


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
        Invalid: see `pictures.note_uses`.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    await _require_language(session, programme_id, body.language)
    slug = f"own-{new_id().hex[-12:]}"  # words would stand in addresses and in the audit trail
    made = {"programme_id": programme_id, "slug": slug}
    columns = {"kind": body.kind, "roles": _once(body.roles), "phases": _once(body.phases)}
    await session.execute(insert(Material).values(**made, **columns))
    await session.execute(insert(MaterialText).values(**made, language=body.language, **body.words.model_dump()))
    await pictures.note_uses(session, programme_id, slug, body.language, body.words.body, at="#/words/body")
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
    album = await picture_queries.album(session, programme_id, [said])
    return PreviewOut(parts=[part_out(each, set()) for each in parts(body.kind, said, album.words_in(body.language))])


async def copy_materials(session: AsyncSession, from_programme_id: UUID, to_programme_id: UUID) -> None:
    """Give a new programme the guidance of another: its wording and pictures, what it hides and added (R4); no ticks, no stories.

    Whoever calls has made sure that the caller runs both.
    """
    await share_programme(session, from_programme_id)
    await session.execute(queries.COPY, {"source": from_programme_id, "made": to_programme_id})


async def _readable(
    session: AsyncSession, programme_id: UUID, language: str, caller: Caller | None, slug: str | None = None
) -> tuple[list[Shown], Reader]:
    programme = await programmes.visible(session, programme_id, caller)
    reader = await queries.reader(session, programme_id, caller)
    changed = await queries.changed(session, programme_id, slug)
    forms = await _forms(session, programme_id)
    wanted = (language, *programme.languages)
    slugs = dict.fromkeys([*standard_set(), *changed] if slug is None else [slug])
    shown = (as_shown(each, wanted, changed.get(each), forms) for each in slugs if open_to(reader, each, changed.get(each)))
    return [each for each in shown if each is not None], reader


async def _taken(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, if_match: str | None, caller: Caller
) -> None:
    """Have a material alone, and require that its words are those that the caller read."""
    await programmes.require_coordinator(session, programme_id, caller)
    await _require_language(session, programme_id, language)
    await _locked(session, programme_id, slug)
    _, edition = text_out(slug, language, (await queries.changed(session, programme_id, slug)).get(slug))
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


async def _forms(session: AsyncSession, programme_id: UUID) -> Forms:
    texts = await programmes.texts(session, [programme_id])
    return {each.language: each.mentee_forms for each in texts[programme_id]}


def _once(values: list[MaterialRole] | list[MaterialPhase]) -> list[str]:
    return [str(each) for each in dict.fromkeys(values)]


def _record(session: AsyncSession, programme_id: UUID, caller: Caller, act: str, **details: object) -> None:
    row = {"programme_id": programme_id, "caller_id": caller.person_id, "act": act, "subject": "programme"}
    audit.record(session, row | {"subject_id": programme_id, "details": details})
