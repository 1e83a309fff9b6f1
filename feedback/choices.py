from django.db import models


class Stars(models.IntegerChoices):
    EXCELLENT = 5, "5 stars: excellent"
    GOOD = 4, "4 stars: good"
    MIXED = 3, "3 stars: mixed"
    POOR = 2, "2 stars: poor"
    VERY_POOR = 1, "1 star: very poor"


class Relationship(models.TextChoices):
    USED = "used", "I use it or have used it"
    CARER = "carer", "I care for somebody who uses it"
    STAFF = "staff", "I work or volunteer there"
    PROVIDER = "provider", "I run it or speak for those who do"
    COMPETITOR = "competitor", "I am with something that does the same"


# Whoever has an interest is heard, with a mark, and not counted.
COUNTED = [Relationship.USED, Relationship.CARER]
MARKS = {
    Relationship.STAFF: "Works here: not counted in the score",
    Relationship.PROVIDER: "Runs this: not counted in the score",
    Relationship.COMPETITOR: "With a similar service: not counted in the score",
}


class Incentive(models.TextChoices):
    NONE = "none", "No"
    GIFT = "gift", "Yes, a gift or a free go"
    DISCOUNT = "discount", "Yes, money off"
    PAID = "paid", "Yes, payment"
    OTHER = "other", "Yes, something else"


DISCLOSED = {
    Incentive.GIFT: "Was given something free for writing this",
    Incentive.DISCOUNT: "Was given money off for writing this",
    Incentive.PAID: "Was paid for writing this",
    Incentive.OTHER: "Was given something for writing this",
}


class Answer(models.TextChoices):
    """To the question whether a review helped."""

    YES = "yes", "Yes, it helped"
    NO = "no", "No, it did not"
    NONE = "none", "Take back my answer"


class Order(models.TextChoices):
    HELPFUL = "helpful", "Most helpful"
    NEWEST = "newest", "Newest"
    LOWEST = "lowest", "Lowest"
    HIGHEST = "highest", "Highest"
