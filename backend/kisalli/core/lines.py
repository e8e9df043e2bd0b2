"""Names and titles as one clean line, wherever they are put into a sentence of ours."""

import unicodedata

# Invisible marks that turn the direction of the text after them: a name must not rearrange our sentence.
DIRECTION_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def one_line(text: str) -> str:
    """Return a name as one clean line: no line breaks (they would add headers), controls or direction marks."""
    # ZWJ and its kin stay: they hold emoji and several scripts together.
    letters = (" " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text)
    return " ".join("".join(letters).translate(DIRECTION_MARKS).split())
