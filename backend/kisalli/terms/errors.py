"""What can go wrong with agreeing."""

from kisalli.core.errors import Conflict


class TermsChanged(Conflict):
    """Somebody agrees to a version that is not in force any more; what is in force has to be read first."""

    code, title = "terms_changed", "The wording has changed; read it again"
