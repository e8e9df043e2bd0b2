"""What can go wrong with agreements."""

from kisalli.core.errors import Conflict


class AgreementChanged(Conflict):
    """The version that somebody means to sign is not the newest: read that one first."""

    code, title = "agreement_changed", "There is a newer version of the agreement"


class TooManyVersions(Conflict):
    """The agreement of this match was changed as often as one can be."""

    code, title = "too_many_versions", "This agreement can't be changed any more"
