"""What the county is made of: words enough that a search finds some of its services and not a tenth of them."""

KINDS = [
    *["lunch club", "walking group", "repair café", "advice desk", "youth club", "choir"],
    *["carers' hour", "gardening group", "swimming lessons", "book circle", "toy library"],
    *["job club", "warm space", "food pantry", "dementia café", "parent and baby group"],
    *["chair exercises", "men's shed", "knitting circle", "computer help", "homework club"],
    *["bereavement support", "debt advice", "community fridge", "tai chi", "art class"],
    *["drama workshop", "cycle repair", "befriending", "singing for lungs", "stroke support"],
    *[
        "sign language course",
        "bowls afternoon",
        "family history desk",
        "allotment",
        "ukulele band",
    ],
    *["pharmacy", "dentist", "optician", "health visitor clinic", "blood pressure check"],
    *["holiday club", "nature trail", "minibus", "shopping delivery", "will writing clinic"],
    *["energy advice", "housing surgery", "language café", "coding club", "football training"],
    *["netball team", "first aid course", "cookery school", "pottery studio", "model railway"],
    *["stargazing evening", "quiet room", "hearing aid clinic", "foot care", "yoga", "chess club"],
]
KNOWN_BY = [
    *["Alder", "Beacon", "Canal", "Dove", "Elm", "Foundry", "Granary", "Harvest", "Ivy", "Jubilee"],
    *["Kiln", "Lantern", "Maple", "Nettle", "Orchard", "Pottery", "Quarry", "Rowan", "Saddler"],
    *["Tannery", "Union", "Viaduct", "Weaver", "Yew", "Anchor", "Bridge", "Chapel", "Drovers"],
]
WANTS = [
    *["Benches", "A crossing", "Evening buses", "A tool library", "Quiet hours", "Bike stands"],
    *["Drinking water", "A toilet", "Street trees", "Dropped kerbs", "A notice board", "Lights"],
    *["A community orchard", "Wider pavements", "A swap shop", "Play equipment", "Shade"],
    *["A zebra crossing", "Handrails", "A charging point", "A book exchange", "Planters", "Bins"],
    *["A skate ramp", "Slower traffic", "Swift boxes", "A repair stand", "Market stalls", "Maps"],
    *["A footbridge", "Rain gardens", "Sunday trains", "A night bus", "A mural", "Signposts"],
]
SENTENCES = [
    "Everybody is welcome and nobody has to book.",
    "A volunteer meets you at the door and shows you round.",
    "Bring a friend, a neighbour or just yourself.",
    "Tea and coffee are on the table from the start.",
    "The room is on the ground floor and has a hearing loop.",
    "We ask for a small sum towards the heating if you can spare it.",
    "It began with six people around one table and has grown since.",
    "Ask for a lift when you ring, and somebody will try to find one.",
    "There is a corner for children with books and bricks.",
    "Dogs on a lead may come as long as they get along with each other.",
    "The nearest bus stop is two minutes away, by the post office.",
    "Wear something old, as it can get muddy after rain.",
    "You can borrow what you need and bring it back the week after.",
    "Newcomers sit beside somebody who has been before.",
    "Interpreters come on request; tell us a week ahead.",
    "On market days it is busier, and mornings are calmest.",
    "The kitchen caters for most diets if it knows in time.",
    "Nobody is asked why they came or how long they stay.",
    "In summer the doors stand open to the yard.",
    "Parking is behind the hall and costs nothing after six.",
    "A nurse looks in on the first Tuesday of the month.",
    "Letters and forms can be read through together.",
    "Two steps lead up to the stage; the rest is level.",
    "People of every age turn up, from four to ninety-four.",
]
BODIES = ["Trust", "Society", "Association", "Partnership", "Friends", "Circle"]
STARS = [5, 5, 5, 5, 4, 4, 4, 3, 2, 1]
ACCESS = ["Step-free", "Hearing loop", "Quiet space", "Lift"]
MOODS = ["Kind", "Warm", "Busy", "Helpful"]
DAYS = ["MO,TU,WE,TH,FR", "TU,TH", "SA", "MO,WE,FR", "SU"]
