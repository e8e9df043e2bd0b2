"""R3: whom a programme lets in as a mentee, by what their sign-in says of them."""

from collections.abc import Collection

from kisalli.organisations.models import Organisation
from kisalli.people.models import STAFF, Affiliation, AffiliationKind
from kisalli.programmes.models import Programme


def admits_mentee(programme: Programme, organisation: Organisation, known: Collection[Affiliation]) -> bool:
    """Whether a programme admits somebody with these affiliations as a mentee; what is not known of them lets nobody in.

    The organisation's own staff, unless they study too, is let in only where the programme names what they are: staff may
    look through the mentors, never ask one (R38).
    """
    homes, kinds = programme.mentee_home_organisations, programme.mentee_affiliations
    if (homes or kinds) and not any(
        (not homes or each.home_organisation in homes) and (not kinds or each.kind in kinds) for each in known
    ):
        return False
    return bool(kinds) or _studies(known) or not _on_staff(organisation, known)


def _studies(known: Collection[Affiliation]) -> bool:
    return any(each.kind == AffiliationKind.STUDENT for each in known)


def _on_staff(organisation: Organisation, known: Collection[Affiliation]) -> bool:
    return any(each.kind in STAFF and each.home_organisation in organisation.domains for each in known)
