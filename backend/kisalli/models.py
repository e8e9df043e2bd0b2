"""Every table, imported once, so that migrations and tests see the whole schema."""

from kisalli.agreements import models as agreements
from kisalli.auth import models as auth
from kisalli.auth.saml import models as saml
from kisalli.calendar import models as calendar
from kisalli.certificates import models as certificates
from kisalli.concerns import models as concerns
from kisalli.core import acts, audit, reads
from kisalli.core.models import Base
from kisalli.directory import models as directory
from kisalli.events import models as events
from kisalli.goals import models as goals
from kisalli.matches import models as matches
from kisalli.materials import models as materials
from kisalli.meetings import models as meetings
from kisalli.messages import models as messages
from kisalli.notes import models as notes
from kisalli.organisations import models as organisations
from kisalli.people import models as people
from kisalli.privacy import models as privacy
from kisalli.profiles import models as profiles
from kisalli.programmes import models as programmes
from kisalli.register import models as register
from kisalli.requests import guards
from kisalli.requests import models as requests
from kisalli.surveys import models as surveys
from kisalli.terms import models as terms
from kisalli.workspace import models as workspace

metadata = Base.metadata

__all__ = [
    "acts",
    "agreements",
    "audit",
    "auth",
    "calendar",
    "certificates",
    "concerns",
    "directory",
    "events",
    "goals",
    "guards",
    "matches",
    "materials",
    "meetings",
    "messages",
    "metadata",
    "notes",
    "organisations",
    "people",
    "privacy",
    "profiles",
    "programmes",
    "reads",
    "register",
    "requests",
    "saml",
    "surveys",
    "terms",
    "workspace",
]
