"""How often papers are drawn and codes looked up."""

from uuid import UUID

from kisalli.core.budgets import Budget
from kisalli.core.errors import TooManyRequests

ADDRESS_BYTES = 16


def spend_paper(papers: Budget, person_id: UUID) -> None:
    """Take one of the papers that somebody may have drawn.

    Raises:
        TooManyRequests: there is none left for now.
    """
    wait = papers.take(person_id)
    if wait:
        raise TooManyRequests("Wait a while before you download it again", retry_after=wait)


def spend_check(checks: Budget, client_hash: bytes) -> None:
    """Take one of the codes that may be looked up from a network address, given as its keyed hash.

    Raises:
        TooManyRequests: there is none left for now.
    """
    wait = checks.take(UUID(bytes=client_hash[:ADDRESS_BYTES]))
    if wait:
        raise TooManyRequests("Wait a while before you check more certificates", retry_after=wait)
