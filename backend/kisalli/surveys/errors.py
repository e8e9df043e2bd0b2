"""What can go wrong with surveys."""

from kisalli.core.errors import Conflict


class SurveyNotOpen(Conflict):
    """The survey has not opened yet."""

    code, title = "survey_not_open", "This survey has not opened yet"


class SurveyClosed(Conflict):
    """The survey has closed. An anonymous one never opens again: two results would tell a single answer apart."""

    code, title = "survey_closed", "This survey has closed"


class AlreadyAnswered(Conflict):
    """An anonymous answer is final once it is sent."""

    code, title = "already_answered", "You have already answered this survey"


class SurveyChanged(Conflict):
    """The form that was filled in said otherwise of who reads the answer than the survey does now."""

    code, title = "survey_changed", "This survey has changed since you opened it"


class SurveyHasAnswers(Conflict):
    """A change that old answers would not survive, or of what people were told; `errors` says which."""

    code, title = "survey_has_answers", "People already have this survey, so only parts of it can be changed"


class ResultsNotReady(Conflict):
    """Results of an anonymous survey are shown when it has closed, and not before."""

    code, title = "results_not_ready", "Results of an anonymous survey are shown after it has closed"


class NoHelpHere(Conflict):
    """The survey does not offer to ask for help."""

    code, title = "no_help_here", "You can't ask for help in this survey"
