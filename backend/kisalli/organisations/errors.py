"""What can go wrong with an organisation."""

from kisalli.core.errors import Conflict


class DomainTaken(Conflict):
    """Another organisation has named the domain: what sign-in says of its people is that one's to say."""

    code, title = "domain_taken", "This domain belongs to another organisation"
