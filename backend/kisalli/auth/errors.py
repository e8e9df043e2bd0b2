"""What can go wrong when somebody signs in."""

from kisalli.core.errors import Conflict, FieldProblem, Forbidden, Invalid, Problem


class SignInExpired(Conflict):
    """The link or code is too old, was used, was tried too often, or is none of ours: the same answer for all."""

    code, title = "sign_in_expired", "This sign-in has expired; ask for a new email"


class CodeNeeded(Conflict):
    """The link was opened in another browser than the one that asked: there, only the code signs in."""

    code, title = "code_needed", "This is a different browser: enter the code from the email"


class PasskeyRefused(Forbidden):
    """The passkey is none of this installation's, or its answer is not to our challenge."""

    code, title = "passkey_refused", "This passkey does not work here"


class TooManyPasskeys(Conflict):
    """Nobody has so many devices."""

    code, title = "too_many_passkeys", "Remove a passkey that you no longer use"


class EmailChangeOver(Conflict):
    """No new address waits for a code, or it has waited too long, or too many codes were wrong: ask for another."""

    code, title = "email_change_over", "This code is no longer valid; enter the address again"


class AccountDisabled(Forbidden):
    """The account was closed by whoever runs the organisation."""

    code, title = "account_disabled", "This account has been closed"


class ProviderUnavailable(Problem):
    """The identity provider did not answer, or not in ten seconds; the other ways to sign in work."""

    status, code, title = 503, "provider_unavailable", "The sign-in service is not responding; try again later"


class ProviderRefused(Forbidden):
    """What the identity provider said is not to be trusted, or it let nobody in; the log says why."""

    code, title = "provider_refused", "Signing in there did not work; start again"


class ProviderIncomplete(Conflict):
    """The provider lacks what it needs before people can use it: a client id."""

    code, title = "provider_incomplete", "Enter the client id before you switch it on"


class IdentityTaken(Conflict):
    """This way in belongs to another account: one of the two has to give it up first."""

    code, title = "identity_taken", "This way to sign in belongs to another account"


class LastWayIn(Conflict):
    """Without this way in nobody could enter the account any more."""

    code, title = "last_way_in", "Add another way to sign in before you remove this one"


def wrong_code() -> Invalid:
    """Return the refusal of a code that is not the mailed one."""
    return Invalid(errors=[FieldProblem("#/code", "wrong_code", "This is not the code from the email")])


class TooManyTokens(Conflict):
    """Nobody has so many scripts."""

    code, title = "too_many_tokens", "Revoke a token that you no longer use"


class TooManyServiceAccounts(Conflict):
    """No organisation has so many systems."""

    code, title = "too_many_service_accounts", "Remove a service account that is no longer used"
