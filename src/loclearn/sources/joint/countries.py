"""Codes of countries: ISO 3166-1 alpha-2, written as NUTS writes them (EL, UK)."""

import re
from functools import cache

_AS_NUTS = {"GR": "EL", "GB": "UK"}
_KNOWN = {"EL", "UK", "XK", "SU", "YU", "CS", "DD", "ZR", "AN", "TP", "BU", "FX"}
"""Codes of NUTS, of Kosovo, and of countries that are no more, which old records keep."""


def country(code: str) -> str:
    """Return a code of a country as NUTS writes it, or "" when there is no such country.

    >>> country("gb"), country("GR"), country("US"), country("Narnia")
    ('UK', 'EL', 'US', '')
    """
    code = code.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        return ""
    return _AS_NUTS.get(code, code) if code in _KNOWN or _name(code) else ""


def name_of(code: str) -> str:
    """Return the name of a country, or its code where no list of names is installed.

    >>> name_of("UK")
    'United Kingdom'
    """
    return _name({v: k for k, v in _AS_NUTS.items()}.get(code, code)) or code


def of_region(code: str) -> str:
    """Return the country of a code of NUTS, ITL or ISO 3166-2, or "".

    >>> of_region("DE212"), of_region("US-CO"), of_region("TLC1"), of_region("mine")
    ('DE', 'US', 'UK', '')
    """
    if re.fullmatch("TL[A-Z0-9]+", code):
        return "UK"
    if re.fullmatch("[A-Z]{2}(-?[A-Z0-9]{1,3})?", code):
        return country(code[:2])
    return ""


@cache
def _name(code: str) -> str:
    try:
        import pycountry  # noqa: PLC0415 - 20 MB that few need
    except ImportError:
        return code
    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else ""
