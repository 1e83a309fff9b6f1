"""Postcodes and labels of places as text; no database."""

import re

# One or two letters, a digit, an optional digit or letter; then a digit and two letters (inward code).
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")
_LABEL = re.compile(r"(.+?)\s*\((.+)\)")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")


def normalise_postcode(text):
    """`st162lh` to `ST16 2LH`; the empty text if it does not have the form of a full postcode."""
    found = _POSTCODE.fullmatch(re.sub(r"[^0-9A-Z]", "", text.upper()))
    return f"{found[1]} {found[2]}" if found else ""


def normalise_outward(text):
    """`st16` to `ST16`; the empty text if it does not have the form of an outward code."""
    found = _OUTWARD.fullmatch(re.sub(r"[^0-9A-Z]", "", text.upper()))
    return found[0] if found else ""


def outward_of(postcode):
    return postcode.split(" ")[0]


def label_parts(text):
    """`Norton (Lichfield)` as name and district; without a district that is empty."""
    found = _LABEL.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text, "")
