"""Letters about surveys: that one has opened or still waits, and a call for help to those who run the programme."""

from collections.abc import Callable

from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutHelp, AboutSurvey
from kisalli.programmes.models import Role
from kisalli.surveys.results import label


def _survey(desk: Desk) -> tuple[AboutSurvey, bool] | None:
    """Return what a survey's mail says, and whether its reader is asked still and has not answered."""
    survey = desk.facts.surveys.get(desk.message.subject_id)
    if survey is None or survey.closes_at is None:
        return None
    about = AboutSurvey(
        title=wording.one_line(label(survey.title, desk.language)),
        until=desk.when(survey.closes_at),
        anonymous=survey.anonymous,
        url=desk.url(f"programmes/{desk.programme.id}/surveys", survey.id),
    )
    return about, (survey.id, desk.person.id) in desk.facts.unanswered


def _open_survey(desk: Desk) -> Said | None:
    """That a survey has opened, or still waits: told while it is open to somebody who has not answered."""
    found = _survey(desk)
    return Said(found[0], current=desk.public and found[1]) if found else None


def _later_survey(desk: Desk) -> Said | None:
    """The same half a year later, while the consent stands; also of a programme in the archive."""
    found = _survey(desk)
    return Said(found[0], current=found[1]) if found else None


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
    MessageKind.SURVEY_OPEN: _open_survey,
    MessageKind.SURVEY_REMINDER: _open_survey,
    MessageKind.LATER_SURVEY: _later_survey,
    MessageKind.LATER_SURVEY_REMINDER: _later_survey,
    MessageKind.SURVEY_HELP: _help,
}
