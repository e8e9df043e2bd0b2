"""What can go wrong with an organisation and its people."""

from kisalli.core.errors import Conflict


class DomainTaken(Conflict):
    """Another organisation has named the domain: what sign-in says of its people is that one's to say."""

    code, title = "domain_taken", "This domain belongs to another organisation"


class LastAdmin(Conflict):
    """Nobody would be left to run the organisation's affairs."""

    code, title = "last_admin", "Make somebody else an admin first"


class InvitationOver(Conflict):
    """The invitation was accepted or withdrawn, is too old, or is none of ours: the same answer for all."""

    code, title = "invitation_over", "This invitation is no longer valid; ask for a new one"


class AlreadyWorksHere(Conflict):
    """Whoever accepts works for the organisation already; an admin changes their role."""

    code, title = "already_works_here", "You already work here"


class TooManyInvitations(Conflict):
    """So many open invitations are no invitations any more."""

    code, title = "too_many_invitations", "Withdraw invitations that nobody has accepted"
