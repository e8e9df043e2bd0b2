"""The programme's word for mentee, in every form that texts of a language use."""

import re
from collections.abc import Mapping

from kisalli.core.lines import one_line

MENTEE_FORMS = {
    "en": {"singular": "mentee", "plural": "mentees"},
    "fi": {
        "nominative": "aktori",
        "genitive": "aktorin",
        "partitive": "aktoria",
        "allative": "aktorille",
        "plural_nominative": "aktorit",
        "plural_partitive": "aktoreita",
    },
    "sv": {"singular": "adept", "definite": "adepten", "plural": "adepter", "plural_definite": "adepterna"},
}
BRACKETED = re.compile(r"\[(\w+)\](?!\()")  # not the words of a Markdown link


def mentee_forms(given: Mapping[str, object], language: str) -> dict[str, str]:
    """Return the programme's word for mentee in every form that texts of the language use.

    A set with a gap is left aside as a whole: one mail must not call the same person by two words.
    """
    needed = MENTEE_FORMS[language]
    forms = {form: one_line(str(given.get(form) or "")) for form in needed}
    return forms if all(forms.values()) else dict(needed)


def in_its_words(text: str, given: Mapping[str, object], language: str) -> str:
    """Put the programme's word where a text has the usual one in brackets ("The [mentee] asks"), as the SPA's texts do."""
    forms, usual = mentee_forms(given, language), {word: form for form, word in MENTEE_FORMS[language].items()}

    def said(found: re.Match[str]) -> str:
        word = found[1]
        form = usual.get(word.lower())
        if form is None:
            return found[0]
        own = forms[form]
        return own if word == word.lower() else own[:1].upper() + own[1:]

    return BRACKETED.sub(said, text)
