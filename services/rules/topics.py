"""Which of the county's topics a term of an outside list belongs to, where nobody has said so yet."""

import re

# By the term itself, else by a word in its name; the first that fits counts.
BY_TERM = {
    ("esdServiceTypes", "esdServiceType:437"): "skills-and-work",
    ("esdServiceTypes", "esdServiceType:1428"): "health-and-wellbeing",
    ("esdServiceTypes", "esdServiceType:1442"): "health-and-wellbeing",
    ("esdServiceTypes", "esdServiceType:298"): "carers-and-company",
    ("esdServiceTypes", "esdServiceType:242"): "carers-and-company",
}
BY_WORD = (
    (r"librar|learn|course|adult education|skill|job|employ|career|volunteer", "skills-and-work"),
    (
        r"pharmac|chemist|\bgp\b|doctor|surger|dent|optic|eye|clinic|hospital|health|nurse|"
        r"mental|wellbeing|exercise|sport|sexual|vaccin",
        "health-and-wellbeing",
    ),
    (r"child|famil|parent|nurser|youth|school|baby|play", "children-and-families"),
    (r"carer|company|friend|older|day centre|lunch club|dementia", "carers-and-company"),
    (r"food|cook|meal|pantry|kitchen", "food-and-cooking"),
    (r"bus|transport|travel|cycl|walk|road|parking", "getting-around"),
    (r"hous|repair|home|homeless|planning|waste|bin|recycl", "housing-and-repairs"),
    (r"benefit|money|debt|welfare|tax|advice", "money-and-benefits"),
    (r"park|green|garden|allotment|nature|canal|wildlife", "green-spaces"),
    (r"digital|computer|internet|online|device", "getting-online"),
    (r"heritage|museum|art|craft|music|history|archive|pottery", "heritage-and-making"),
    (r"safe|crime|police|abuse|refuge|fire", "feeling-safe"),
)
# What people call it, where that is another word than the lists use.
ALSO_CALLED = (
    (r"pharmac", "chemist medicine prescription"),
    (r"\bgp\b|family doctor|surger", "doctor GP surgery health centre"),
    (r"dent", "dentist dentists teeth"),
    (r"optic", "optician eye test glasses"),
    (r"librar", "library books"),
    (r"hospital", "A&E casualty ward"),
    (r"clinic", "health centre"),
    (r"waste|refuse|recycl", "bin bins rubbish tip"),
    (r"vaccin|immunis", "jab jabs injection"),
    (r"food bank|pantry", "emergency food"),
)
HIGH_RISK = re.compile(
    r"crisis|refuge|emergency|food bank|homeless|mental health|substance|drug|alcohol|safeguard",
    re.IGNORECASE,
)
PUBLIC_WORDS = re.compile(
    r"\b(council|nhs|county|borough|district|police|fire and rescue|trust)\b", re.IGNORECASE
)
FIRM_WORDS = re.compile(
    r"\b(ltd|limited|plc|llp|inc|pharmac(y|ies)|chemists?|opticians?|superstore|stores?)\b|\(uk\)",
    re.IGNORECASE,
)
GROUP_WORDS = re.compile(
    r"\b(cic|community interest|charity|friends of|association|society|foundation|neighbours|"
    r"volunteers|club)\b",
    re.IGNORECASE,
)
ACADEMIC_WORDS = re.compile(r"\b(university|college)\b", re.IGNORECASE)


def topic_of(*, name, taxonomy="", term=""):
    """The slug of a topic, or nothing if no rule fits."""
    known = BY_TERM.get((taxonomy, term))
    if known:
        return known
    return next(
        (slug for pattern, slug in BY_WORD if re.search(rf"\b(?:{pattern})", name, re.IGNORECASE)),
        "",
    )


def also_called(name):
    """Other words for a kind of service, to be found by."""
    return next(
        (words for pattern, words in ALSO_CALLED if re.search(pattern, name, re.IGNORECASE)), ""
    )


def is_high_risk(names):
    """Whether a service of these categories must be confirmed twice as often."""
    return any(HIGH_RISK.search(name) for name in names)


def sector_of(*, name, schemes=(), otherwise="public"):
    """The sector of an organisation by its registers and the words of its name."""
    if "GB-CHC" in schemes:
        return "community"
    if PUBLIC_WORDS.search(name) and not FIRM_WORDS.search(name):
        return "public"
    if GROUP_WORDS.search(name):
        return "community"
    if ACADEMIC_WORDS.search(name):
        return "academia"
    if FIRM_WORDS.search(name) or "GB-COH" in schemes:
        return "industry"
    return otherwise
