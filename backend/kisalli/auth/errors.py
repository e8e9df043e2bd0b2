"""What can go wrong when somebody signs in."""

from kisalli.core.errors import Conflict, Forbidden


class SignInExpired(Conflict):
    """The link or code is too old, was used, was tried too often, or is none of ours: the same answer for all."""

    code, title = "sign_in_expired", "This sign-in is over; ask for a new mail"


class CodeNeeded(Conflict):
    """The link was opened in another browser than the one that asked: there, only the code signs in."""

    code, title = "code_needed", "This is another browser: enter the code from the mail"


class PasskeyRefused(Forbidden):
    """The passkey is none of this installation's, or its answer is not to our challenge."""

    code, title = "passkey_refused", "This passkey does not work here"


class TooManyPasskeys(Conflict):
    """Nobody has so many devices."""

    code, title = "too_many_passkeys", "Remove a passkey that you do not use any more"


class AccountDisabled(Forbidden):
    """The account was closed by whoever runs the organisation."""

    code, title = "account_disabled", "This account has been closed"
