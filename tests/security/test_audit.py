"""Privacy row 10: whatever anybody may do leaves ids, codes and field names in the audit trail, never values (R31)."""

import re
from typing import Any

from sqlalchemy import text

from kisalli.core.db import transaction
from tests.security.operations import perform
from tests.security.scenes import CALLERS, SCENES, Stages
from tests.security.test_matrix import KNOWN, SUCCESS

# What a row may say beside who, what and when, and what that may look like.
DETAILS = {
    **dict.fromkeys(("fields", "overrides"), r"[a-z_0-9]{1,40}"),
    **dict.fromkeys(("reason", "cause", "how", "role", "kind", "code", "from_role", "to_role", "by"), r"[a-z_]{1,40}"),
    "language": r"en|fi|sv",
    "scopes": r"[a-z]{1,20}:(read|write)",
    **dict.fromkeys(("uses", "from", "to", "version", "added", "removed", "grace_hours"), r"\d{1,6}"),
    "slug": r"own-[0-9a-f]{12}|[a-z-]{1,40}",  # of guidance: a standard one of ours, or a random one
    "picture": r"[a-z2-7]{10}",  # at random
    **dict.fromkeys(("copied_from", "provider_id", "participant_id"), r"[0-9a-f-]{36}"),
}
CODE = r"[a-z_]{1,60}"


def wrong(name: str, value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return name not in DETAILS or not all(re.fullmatch(DETAILS[name], str(each)) for each in values)


async def test_no_act_of_anybody_leaves_a_value_in_the_trail(stages: Stages) -> None:
    for row in (each for each in KNOWN if not each.reads):
        allowed = [caller for caller in CALLERS if row.own[caller] in SUCCESS]
        if allowed:
            await perform(row.name, await SCENES[row.scene](stages.near), allowed[-1])
    async with transaction(stages.near.sessions) as session:
        rows = (await session.execute(text("SELECT act, subject, from_state, to_state, details FROM audit"))).all()
    found = {(each.act, name, str(value)) for each in rows for name, value in each.details.items() if wrong(name, value)}
    assert found == set()
    codes = {code for each in rows for code in (each.act, each.subject, each.from_state, each.to_state) if code}
    assert [code for code in codes if not re.fullmatch(CODE, code)] == []
    acts = {each.act for each in rows}
    assert {"profile_saved", "request_declined", "match_ended", "participant_sent_back", "programme_edited"} <= acts


def test_a_value_would_be_seen() -> None:
    """The negative control: a name, an address or a sentence is no code, and a key that nobody allowed is none."""
    assert wrong("fields", ["name", "Aino Ääkkönen"])
    assert wrong("reason", "aino@example.org")
    assert wrong("note", "x")
    assert not wrong("fields", ["name", "email"])
