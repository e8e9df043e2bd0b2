"""The code of a certificate: 80 random bits that are read off a paper, so without letters and digits that look alike."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
LETTERS = 16
GROUP = 4
CODE = re.compile(rf"[{ALPHABET}]{{{LETTERS}}}")


def new_code() -> str:
    """Return a new code, as it is kept."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def grouped(code: str) -> str:
    """Return a code as the paper shows it: ABCD-EFGH-JKLM-NPQR."""
    return "-".join(code[begin : begin + GROUP] for begin in range(0, LETTERS, GROUP))


def typed(text: str) -> str | None:
    """Return the code that somebody has typed, in small letters, with spaces or none; None for what can't be one."""
    code = re.sub(r"[\s\-–—]+", "", text).upper()
    return code if CODE.fullmatch(code) else None
