"""The programme's own word for mentee in texts that carry it in brackets, in the form that the sentence needs: "[mentee]"."""

import re
from collections.abc import Mapping

# The word where a programme has none of its own, in every form that texts may use; the SPA has the same.
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
# Not the words of a Markdown link.
BRACKETED = re.compile(r"\[(\w+)\](?!\()")


def in_its_words(given: Mapping[str, object], language: str, text: str) -> str:
    """Return a text with the programme's word in the place of each bracketed usual one, with a capital where that has one.

    A set of forms with a gap is left aside as a whole: nobody is called by two words. Other brackets stay as they are.
    """
    usual = MENTEE_FORMS[language]
    forms = {form: str(given.get(form) or "") for form in usual}
    if not all(forms.values()):
        forms = usual
    said = {word: forms[form] for form, word in usual.items()}

    def word(found: re.Match[str]) -> str:
        own = said.get(found[1].lower())
        if own is None:
            return found[0]
        return own[:1].upper() + own[1:] if found[1][0].isupper() else own

    return BRACKETED.sub(word, text)
