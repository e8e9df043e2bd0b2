"""What stands in the audit trails that organisers read, and whether the SPA has words for it."""

import re
from pathlib import Path

import psycopg

WORDS = Path(__file__).parent.parent / "frontend" / "src" / "features" / "coordination" / "auditWords.ts"
# Acts of tests alone: whoever is put there, or is made to have begun earlier, has states that audit rows tell of.
TESTS_OWN = {"made", "aged"}
# Every trail is an organisation's: of its programmes and of itself (see programmes/trail.py).
SHOWN = """
SELECT DISTINCT said FROM audit CROSS JOIN LATERAL (VALUES (act), (from_state), (to_state)) AS each(said)
 WHERE said IS NOT NULL AND (programme_id IS NOT NULL OR organisation_id IS NOT NULL)
"""


def wordless(url: str) -> list[str]:
    """Return the acts and states in a database's trails for which organisers would read a code."""
    worded = set(re.findall(r"^  (\w+): \(\) =>", WORDS.read_text(), re.MULTILINE))
    with psycopg.connect(url) as connection:
        return sorted(said for (said,) in connection.execute(SHOWN) if said not in worded | TESTS_OWN)
