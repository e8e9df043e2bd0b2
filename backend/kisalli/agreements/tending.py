"""What other rooms do to agreements: whoever joins a group is asked to sign what the others have signed before."""

from sqlalchemy import text

from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind

# One look finds all who have come, by whatever act. Once a version, as with whoever was there when the first signed it: the
# constraint holds for both. In one order: two workers that write the same rows at once wait for each other at the first.
ASK = text("""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), mm.programme_id, p.person_id, :kind, mm.match_id, a.number
  FROM match_member mm JOIN participant p ON p.id = mm.participant_id
  JOIN agreement a ON a.match_id = mm.match_id
   AND a.number = (SELECT max(b.number) FROM agreement b WHERE b.match_id = mm.match_id)
 WHERE mm.kind = 'group' AND mm.active
   AND EXISTS (SELECT FROM agreement_signature s JOIN match_member o USING (match_id, participant_id)
                WHERE s.match_id = mm.match_id AND s.number = a.number AND o.active)
   AND NOT EXISTS (SELECT FROM agreement_signature s
                    WHERE s.match_id = mm.match_id AND s.number = a.number AND s.participant_id = mm.participant_id)
   AND NOT EXISTS (SELECT FROM message t WHERE t.subject_id = mm.match_id AND t.recipient_id = p.person_id
                      AND t.kind = :kind AND t.occasion = a.number)
 ORDER BY mm.match_id, p.id
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")


async def ask_newcomers(sessions: Sessions) -> None:
    """Ask whoever has joined a group to sign its newest version, if somebody in it has; the signatures it has stand (R18)."""
    async with transaction(sessions) as session:
        await session.execute(ASK, {"kind": MessageKind.AGREEMENT_TO_SIGN})
