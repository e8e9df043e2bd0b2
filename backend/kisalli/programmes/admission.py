"""R3: whom a programme lets in as a mentee, by what their sign-in says of them; and why not, for those it does not."""

from collections.abc import Collection
from enum import StrEnum

from kisalli.organisations.models import Organisation
from kisalli.people.models import STAFF, Affiliation, AffiliationKind
from kisalli.programmes.models import Programme


class Bar(StrEnum):
    """Why somebody may not join a programme in a role."""

    TAKES_PART = "takes_part"
    SIGNUP_NOT_OPEN = "signup_not_open"
    SIGNUP_CLOSED = "signup_closed"
    INVITED_ONLY = "invited_only"
    NOTHING_KNOWN = "nothing_known"
    OTHER_HOME = "other_home"
    OTHER_AFFILIATION = "other_affiliation"
    STAFF = "staff"


def mentee_bar(programme: Programme, organisation: Organisation, known: Collection[Affiliation]) -> Bar | None:
    """Return what keeps somebody with these affiliations from joining as a mentee; None when the programme admits them.

    What is not known of them lets nobody in. The organisation's own staff, unless they study too, is let in only where the
    programme names what they are: staff may look through the mentors, never ask one (R38).
    """
    homes, kinds = programme.mentee_home_organisations, programme.mentee_affiliations
    if (homes or kinds) and not known:
        return Bar.NOTHING_KNOWN
    at_home = [each for each in known if not homes or each.home_organisation in homes]
    if homes and not at_home:
        return Bar.OTHER_HOME
    if kinds:
        return None if any(each.kind in kinds for each in at_home) else Bar.OTHER_AFFILIATION
    return Bar.STAFF if _on_staff(organisation, known) and not _studies(known) else None


def _studies(known: Collection[Affiliation]) -> bool:
    return any(each.kind == AffiliationKind.STUDENT for each in known)


def _on_staff(organisation: Organisation, known: Collection[Affiliation]) -> bool:
    return any(each.kind in STAFF and each.home_organisation in organisation.domains for each in known)
