"""Short words for cards, and the word somebody meant."""

import re
from functools import lru_cache

from services.rules.everyday import is_everyday

ACCESS_ICONS = (
    ("step", ("step-free", "step free", "wheelchair", "ramp", "lift", "level access")),
    ("door", ("door", "entrance")),
    ("ear", ("loop", "hearing", "sign language", "bsl", "interpreter")),
    ("quiet", ("quiet", "calm", "sensory")),
    ("toilet", ("toilet", "changing place")),
    ("car", ("park", "blue badge")),
    ("bus", ("bus", "train", "tram")),
    ("home", ("comes to you", "at home", "your door", "delivered")),
)
SHORTEST_TO_CORRECT = 4
# Of how many letters a word must be for one slip, two or three; for three, how many first letters must be right.
TWO_SLIPS_FROM, THREE_SLIPS_FROM, SURE_LETTERS = 6, 8, 4
MOST_SLIPS, FAR = 3, 5
OTHER_FIRST_LETTER_FROM = 7
SOUND_ALIKE = ("ckqs", "fp", "gj", "kn", "rw", "sz", "aeiouy")
ENDING_FROM = 5  # letters, after which others may be an ending
# A word of the feed that is used so seldom, beside one so much commoner and a slip away, is a slip of the feed's own.
SELDOM, MUCH_COMMONER, SLIP_FROM = 2, 20, 6


def access_icon(text):
    """The drawing beside a fact about access; a plain tick where none fits."""
    text = text.lower()
    for icon, words in ACCESS_ICONS:
        if any(word in text for word in words):
            return icon
    return "tick"


def cost(options):
    """What something costs in a few words: `Free`, `£4 a bag`, `£2.50 to £4`, or the option's own; empty if unknown."""
    if len(options) == 1:
        return _one_cost(options[0])
    amounts = sorted({option.amount for option in options if option.amount is not None})
    if not amounts:
        return next((option.option or option.description for option in options), "")
    if amounts[-1] == 0:
        return "Free"
    low = "Free" if amounts[0] == 0 else money(amounts[0])
    return low if len(amounts) == 1 else f"{low} to {money(amounts[-1])}"


def _one_cost(option):
    """Its own words where they tell the price, else the price."""
    words = option.option or option.description
    if option.amount is None or tells_price(words):
        return words
    return money(option.amount) if option.amount else "Free"


def tells_price(words):
    """Whether the words of an option say by themselves what it costs."""
    return bool(re.search(r"£|free|pay|donation", words, re.IGNORECASE))


def money(amount):
    """£4, £2.50, 50p"""
    if 0 < amount < 1:
        return f"{amount * 100:.0f}p"
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"


def ages(least, most):
    """For whom by age: `Anyone`, `16 and over`, `Under 5`, `11 to 18 years old`."""
    if least is None and most is None:
        return "Anyone"
    if most is None:
        return f"{years(least)} and over" if least else "Anyone"
    if not least:
        return f"Up to {years(most)} years old"
    return f"{years(least)} to {years(most)} years old"


def years(number):
    """18, 2.5"""
    return f"{float(number):g}"


def dial(number):
    """The number as a `tel:` link wants it; the country's code replaces the first nought."""
    digits = re.sub(r"[^0-9+]", "", number)
    return f"+44{digits[1:]}" if digits.startswith("0") else digits


def first_sentence(text, *, longest=160):
    """How a description begins, for a card without a summary; cut at a word if the sentence is long."""
    line = text.split("\n")[0].strip()
    end = line.find(". ")
    sentence = line[: end + 1] if end > 0 else line
    if len(sentence) <= longest:
        return sentence
    return sentence[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def terms(text):
    """The words of a lower-case text that are long enough to put right, each once."""
    found = dict.fromkeys(re.findall(r"[a-z]+", text))
    return [word for word in found if len(word) >= SHORTEST_TO_CORRECT]


def met(neighbours):
    """Those of the words that services use, be it with another ending or as the beginning of one."""
    return {
        word
        for word, near, _ in neighbours
        if near.startswith(word) or (len(near) >= ENDING_FROM and word.startswith(near))
    }


def correction(word, known):
    """The known word that was meant, or None. `known` are words with their uses.

    One slip in a short word, two in a longer one, three in a long one that begins well: a letter wrong, missing, too
    many, or two the wrong way round. The first letter is seldom wrong, but for one that sounds like it; of equals, one
    with the same consonants is likelier, then the commoner one.
    """
    if len(word) < SHORTEST_TO_CORRECT or is_everyday(word):
        return None
    ranked = sorted(
        (_distance(word, text), _skeleton(word) != _skeleton(text), -uses, text)
        for text, uses in known
        if len(text) >= SHORTEST_TO_CORRECT and abs(len(text) - len(word)) <= MOST_SLIPS
    )
    meant = [(row[0], *row[2:]) for row in ranked if row[0] <= _allowed(word, row[3])]
    return _unless_rare(word, meant) if meant else None


def _distance(word, other):
    """Slips between them, or between what they sound like, which is then a slip of its own: bidulf, Biddulph."""
    count, said, its = slips(word, other), _spoken(word), _spoken(other)
    if not 1 < count <= FAR or (said == word and its == other):
        return count
    return min(count, 1 + slips(said, its))


@lru_cache(maxsize=4096)
def _spoken(word):
    return re.sub(r"(.)(?=\1)", "", word.replace("ph", "f").replace("ck", "k").replace("gh", ""))


@lru_cache(maxsize=4096)
def _skeleton(word):
    """Its consonants, each once in a row: most people get those right."""
    return re.sub(r"[aeiouy]|(.)(?=\1)", "", word)


def _allowed(word, other):
    """How many slips may lie between what was typed and what was meant."""
    if word[0] != other[0] and not _may_begin(word, other):
        return 0
    if len(word) >= THREE_SLIPS_FROM and word[:SURE_LETTERS] == other[:SURE_LETTERS]:
        return MOST_SLIPS
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


def _may_begin(word, other):
    """Whether the first letter of the one may have been typed for that of the other."""
    if len(word) >= OTHER_FIRST_LETTER_FROM or word[:2] == other[1::-1]:
        return True
    return any(word[0] in alike and other[0] in alike for alike in SOUND_ALIKE)


def _unless_rare(word, ranked):
    """The likeliest; for a word that a writer of the feed misspelt, the much commoner one beside it."""
    (count, uses, text), *others = ranked
    is_doubtful = count == 0 and -uses <= SELDOM and len(word) >= SLIP_FROM
    if is_doubtful and others and others[0][0] == 1 and others[0][1] <= uses * MUCH_COMMONER:
        return others[0][2]
    return text


def corrected(text, neighbours):
    """The text with each misspelt word put right; `neighbours` has the known words near to each."""
    known = {}
    for word, near, uses in neighbours:
        known.setdefault(word, []).append((near, uses))
    return re.sub(
        r"[a-z]+", lambda found: correction(found[0], known.get(found[0], [])) or found[0], text
    )


def slips(word, other):
    """Edit distance in which two neighbouring letters changing places is one slip."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            change = before[j - 1] + (letter != its)
            row.append(min(before[j] + 1, row[-1] + 1, change))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]
