"""Every table, imported once, so that migrations and tests see the whole schema."""

from kisalli.agreements import models as agreements
from kisalli.auth import models as auth
from kisalli.auth.saml import models as saml
from kisalli.concerns import models as concerns
from kisalli.core import acts, audit, reads
from kisalli.core.models import Base
from kisalli.directory import models as directory
from kisalli.matches import models as matches
from kisalli.messages import models as messages
from kisalli.organisations import models as organisations
from kisalli.people import models as people
from kisalli.privacy import models as privacy
from kisalli.profiles import models as profiles
from kisalli.programmes import models as programmes
from kisalli.register import models as register
from kisalli.requests import guards
from kisalli.requests import models as requests
from kisalli.terms import models as terms

metadata = Base.metadata

__all__ = [
    "acts",
    "agreements",
    "audit",
    "auth",
    "concerns",
    "directory",
    "guards",
    "matches",
    "messages",
    "metadata",
    "organisations",
    "people",
    "privacy",
    "profiles",
    "programmes",
    "reads",
    "register",
    "requests",
    "saml",
    "terms",
]
