"""Who is told what when a request or proposal closes; pure, so that the tests can demand exactly these messages."""

from kisalli.messages.models import MessageKind
from kisalli.programmes.models import Role
from kisalli.requests.models import ReleaseReason, RequestState

BOTH = (Role.MENTOR, Role.MENTEE)

KIND = {
    RequestState.WITHDRAWN: MessageKind.REQUEST_WITHDRAWN,
    RequestState.DECLINED: MessageKind.REQUEST_DECLINED,
    RequestState.EXPIRED: MessageKind.REQUEST_EXPIRED,
    RequestState.RELEASED: MessageKind.REQUEST_RELEASED,
}

# Whoever's own act or state is the cause knows it already.
CAUSED_BY = {
    ReleaseReason.MENTOR_FULL: Role.MENTOR,
    ReleaseReason.MENTOR_PAUSED: Role.MENTOR,
    ReleaseReason.MENTOR_LEFT: Role.MENTOR,
    ReleaseReason.MENTEE_MATCHED: Role.MENTEE,
    ReleaseReason.MENTEE_PAUSED: Role.MENTEE,
    ReleaseReason.MENTEE_LEFT: Role.MENTEE,
}


def told(state: RequestState, reason: ReleaseReason | None) -> tuple[Role, ...]:
    """Return the roles that get a mail when a request closes so; an accepted one is told by its match instead."""
    match state:
        case RequestState.WITHDRAWN:
            return (Role.MENTOR,)
        case RequestState.DECLINED:
            return (Role.MENTEE,)
        case RequestState.EXPIRED:
            return BOTH
        case RequestState.RELEASED:
            return tuple(role for role in BOTH if reason is None or CAUSED_BY.get(reason) != role)
        case _:
            return ()
