"""Names as people look for them: "makinen" finds Mäkinen and "dang" Đặng. The SPA's mentor search folds in the same way."""

# Letters that do not come apart into a base and a mark, and what people type for them.
ONE_FOR_ONE = ("øłđðı", "olddi")
TWO_FOR_ONE = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}


def folded(expression: str) -> str:
    """Return SQL for a text in small letters without their marks."""
    bare = rf"lower(regexp_replace(normalize({expression}, NFD), '[\u0300-\u036f]', '', 'g'))"
    sql = "translate({}, '{}', '{}')".format(bare, *ONE_FOR_ONE)
    for letter, typed in TWO_FOR_ONE.items():
        sql = f"replace({sql}, '{letter}', '{typed}')"
    return sql


def says_every_word(expression: str, words: str) -> str:
    """Return SQL for whether a text says every word of another, each perhaps as a part of a longer one."""
    # The words are a select of their own, which is folded once and not for every row.
    asked = rf"ARRAY(SELECT regexp_split_to_table({folded(words)}, '\s+'))"
    return f"NOT EXISTS (SELECT FROM unnest({asked}) AS word WHERE position(word IN {folded(expression)}) = 0)"
