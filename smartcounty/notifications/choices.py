from django.db import models


class Stream(models.TextChoices):
    ACCOUNT = "account", "Account and security"
    MODERATION = "moderation", "Decisions on what I wrote or reported"
    ANSWERS = "answers", "Answers and news on my ideas and reviews"
    REPLIES = "replies", "Replies to me"
    FOLLOWING = "following", "Things I support or follow"
    AREA = "area", "My area"
    BOOKINGS = "bookings", "Events and bookings I hold"
    NEWSLETTER = "newsletter", "Hub newsletters and calls for ideas"
    PROVIDER = "provider", "My organisation's listings"
    STAFF = "staff", "Work waiting for me"
    ALARM = "alarm", "Alarms for moderators"


class Frequency(models.TextChoices):
    NOW = "now", "Straight away"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"
    OFF = "off", "Never"


DEFAULT_FREQUENCY = {
    Stream.ACCOUNT: Frequency.NOW,
    Stream.MODERATION: Frequency.NOW,
    Stream.ANSWERS: Frequency.NOW,
    Stream.REPLIES: Frequency.DAILY,
    Stream.FOLLOWING: Frequency.WEEKLY,
    Stream.AREA: Frequency.WEEKLY,
    Stream.BOOKINGS: Frequency.NOW,
    Stream.NEWSLETTER: Frequency.OFF,
    Stream.PROVIDER: Frequency.NOW,
    Stream.STAFF: Frequency.DAILY,
    Stream.ALARM: Frequency.NOW,
}
# What a person may not switch off: they must hear it to be safe or to be treated fairly.
ALWAYS_ON = {Stream.ACCOUNT, Stream.MODERATION, Stream.BOOKINGS, Stream.ALARM}
# What a person sees and may change on the settings page today, in the order of a digest, and what is offered there.
OFFERED = {
    Stream.ANSWERS: [Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.OFF],
    Stream.REPLIES: [Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.OFF],
    Stream.FOLLOWING: [Frequency.DAILY, Frequency.WEEKLY, Frequency.OFF],
    Stream.AREA: [Frequency.DAILY, Frequency.WEEKLY, Frequency.OFF],
}
ADJUSTABLE = list(OFFERED)
# A crash just after hand-over leaves it open whether these were sent; better twice than never.
SENT_AGAIN_IF_UNSURE = {Stream.ACCOUNT, Stream.MODERATION, Stream.ANSWERS, Stream.ALARM}


class Channel(models.TextChoices):
    EMAIL = "email", "E-mail"


class DigestKind(models.TextChoices):
    DAILY = "daily", "Daily"
    WEEKLY = "weekly", "Weekly"
