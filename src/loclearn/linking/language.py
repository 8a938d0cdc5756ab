"""In which language a title is, as far as its small words tell."""

from functools import lru_cache

_SMALL = {
    "en": "the of and for to on with from by how why what towards toward its an at into is are",
    "de": "der die das und des dem den ein eine einer eines im von zur zum fur mit auf wie als",
    "fr": "le la les l de des du et une d au aux sur par dans vers pour en un son leurs comment",
    "es": "el la los las de del y una en un por para hacia segun con como al sus su que",
    "it": "il la lo gli le di del della delle dei degli e una nel nei un per da dalla con come tra "
    "alle al i",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}


@lru_cache(maxsize=100_000)
def languages(text: str) -> frozenset[str]:
    """Return the likeliest languages of a folded text; none where no small word tells.

    >>> sorted(languages("lokales lernen und die stadt")), sorted(languages("local learning"))
    (['de'], [])
    """
    words = text.split()
    counts = {name: sum(word in small for word in words) for name, small in _WORDS.items()}
    most = max(counts.values())
    return frozenset(name for name, count in counts.items() if count == most and most)


def translated(one: str, other: str, *, surely: bool = True) -> bool:
    """Return whether two folded texts are in different languages.

    Parameters
    ----------
    one, other: the texts.
    surely: whether both must tell their language; if not, English need not.

    >>> translated("the city and its buzz", "die stadt und der larm"), translated("a", "la ville")
    (True, False)
    >>> translated("urban worlds", "la ville", surely=False)
    True
    """
    mine, yours = languages(one), languages(other)
    if mine and yours:
        return not mine & yours
    return not surely and bool((mine | yours) - {"en"}) and "en" not in mine | yours
