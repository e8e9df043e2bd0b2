"""Letters about surveys: that one has opened or still waits, and a call for help to those who run the programme."""

from collections.abc import Callable

from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutHelp, AboutSurvey
from kisalli.programmes.models import Role
from kisalli.surveys.results import label


def _survey(desk: Desk) -> Said | None:
    """That a survey has opened, or still waits: told while it is open to somebody who has not answered."""
    survey = desk.facts.surveys.get(desk.message.subject_id)
    if survey is None or survey.closes_at is None:
        return None
    about = AboutSurvey(
        title=wording.one_line(label(survey.title, desk.language)),
        until=desk.when(survey.closes_at),
        anonymous=survey.anonymous,
        url=desk.url(f"programmes/{desk.programme.id}/surveys", survey.id),
    )
    return Said(about, current=desk.public and (survey.id, desk.person.id) in desk.facts.unanswered)


def _help(desk: Desk) -> Said | None:
    """A call for help, to whoever still runs the programme."""
    call = desk.facts.calls.get(desk.message.subject_id)
    if call is None or (desk.programme.id, desk.person.id) not in desk.facts.coordinators:
        return None
    asking = desk.facts.participants[call.participant_id]
    name, person = desk.name(asking.id, Role(asking.role)), desk.facts.people.get(asking.person_id)
    address = wording.one_line(person.email) if person else ""
    about = AboutHelp(name, asking.role, wording.prose(call.words), address, desk.url("people", asking.id))
    return Said(about, current=bool(call.words))


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.SURVEY_OPEN: _survey,
    MessageKind.SURVEY_REMINDER: _survey,
    MessageKind.SURVEY_HELP: _help,
}
