"""What can go wrong in the core; the codes are part of the API."""

from kisalli.core.errors import Conflict
from kisalli.programmes.errors import AlreadyTakesPart


class MenteeHasPendingRequest(Conflict):
    """The mentee waits for an answer already (I1)."""

    code, title = "mentee_has_pending_request", "There is already a pending request"


class MenteeAlreadyMatched(Conflict):
    """The mentee has an active match (I4)."""

    code, title = "mentee_already_matched", "The mentee already has a mentor"


class MentorFull(Conflict):
    """The mentor has no free place left (I3)."""

    code, title = "mentor_full", "The mentor no longer has a free place"


class MentorHasMaxPending(Conflict):
    """The mentor holds as many pending requests as they may (I2)."""

    code, title = "mentor_has_max_pending", "The mentor already has the maximum number of requests to answer"


class MentorNotAvailable(Conflict):
    """The mentor is paused, gone, or does not take this mentee; which of these is not told."""

    code, title = "mentor_not_available", "This mentor can't be asked now"


class MenteeNotAvailable(Conflict):
    """The mentee is paused or gone."""

    code, title = "mentee_not_available", "This mentee can't be matched now"


class DeclinedBefore(Conflict):
    """The mentor declined this mentee, or let their request expire, before."""

    code, title = "declined_before", "This mentor has already answered you"


class RequestNotPending(Conflict):
    """The request has been answered, withdrawn or closed."""

    code, title = "request_not_pending", "This request has already been closed"


class ProposalNotPending(Conflict):
    """The proposal has been answered, withdrawn or closed."""

    code, title = "proposal_not_pending", "This proposal has already been closed"


class ProposalExists(Conflict):
    """The same two have a pending proposal."""

    code, title = "proposal_exists", "These two already have a pending proposal"


class GroupFull(Conflict):
    """The group has no free place left (R27)."""

    code, title = "group_full", "The group no longer has a free place"


class GroupNotAvailable(Conflict):
    """The group takes nobody in now, or not this mentee; which of these is not told."""

    code, title = "group_not_available", "This group can't be asked now"


class GroupHasBegun(Conflict):
    """Mentees are in the group or wait for it, who said yes to those who lead it: no other gets their contacts (I7)."""

    code, title = "group_has_begun", "The group has already started with the mentors it has"


class GroupsNotAllowed(Conflict):
    """The programme has no groups, or none with so many places (R27)."""

    code, title = "groups_not_allowed", "This programme has no such groups"


# What a breach of a constraint means to a caller, if code should ever get so far as to try one.
MEANINGS = {
    "uq_request_mentee_slot": MenteeHasPendingRequest,
    "uq_request_mentor_slot": MentorHasMaxPending,
    "fk_request_mentor_accepting": MentorNotAvailable,
    "fk_request_mentee_accepting": MenteeAlreadyMatched,
    "uq_match_member_place": MentorFull,
    "uq_match_member_mentee": MenteeAlreadyMatched,
    "fk_match_member_place": MentorFull,
    "uq_match_member_kind": MenteeAlreadyMatched,
    "uq_match_member_group_place": GroupFull,
    "fk_match_member_group_place": GroupFull,
    "fk_request_group_accepting": GroupNotAvailable,
    "fk_request_group_mentor_present": GroupNotAvailable,
    "final_is_final": RequestNotPending,
    "uq_proposal_pair": ProposalExists,
    "uq_participant_programme_id_person_id": AlreadyTakesPart,
}
