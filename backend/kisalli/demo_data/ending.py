"""How a round of the months ended: what the clock did when the months were over, and when feedback closed."""

from datetime import time
from functools import partial

from kisalli.demo_data.pairs import Diary
from kisalli.demo_data.past import Past
from kisalli.demo_data.rounds import Round
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.requests.taking_part import end_over

MIDNIGHT = time()  # windows open and close with a day


def note_the_end(past: Past, of: Round, diary: Diary) -> None:
    """Note what happens on which day."""
    diary += [(of.stage.over, partial(_tell_of_certificates, past, of)), (of.stage.ended, partial(_end, past, of))]


async def _tell_of_certificates(past: Past, of: Round) -> None:
    """Tell everybody: whoever was in it was so to its end."""
    async with past.at(MIDNIGHT), past.act() as session:
        for part in of.people.values():
            tell(session, News(of.stage.programme_id, part.person_id, MessageKind.CERTIFICATE_READY, part.participant_id))


async def _end(past: Past, of: Round) -> None:
    async with past.at(MIDNIGHT):
        for match_id in of.matches.values():
            async with past.act() as session:
                await end_over(session, match_id)
