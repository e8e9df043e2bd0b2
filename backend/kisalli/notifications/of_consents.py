"""The survey half a year later, to whoever agreed to it and has not taken that back; also of a programme in the archive."""

from collections.abc import Callable

from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutSurvey
from kisalli.surveys.results import label


def _later_survey(desk: Desk) -> Said | None:
    """That it has opened, or still waits: while it does, and the consent stands."""
    survey = desk.facts.surveys.get(desk.message.subject_id)
    if survey is None or survey.closes_at is None:
        return None
    about = AboutSurvey(
        title=wording.one_line(label(survey.title, desk.language)),
        until=desk.when(survey.closes_at),
        anonymous=survey.anonymous,
        url=desk.url(f"programmes/{desk.programme.id}/surveys", survey.id),
    )
    return Said(about, current=(survey.id, desk.person.id) in desk.facts.unanswered)


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.LATER_SURVEY: _later_survey,
    MessageKind.LATER_SURVEY_REMINDER: _later_survey,
}
