"""Draws the county's pictures into img/ from geometry: knot, motifs, tiles, landscape, place sketch.

Another county changes its four colours in scss/_county.scss, then runs `npm run draw` and `npm run build`.
The icons are drawn by hand in img/icons.svg.
"""

import math
import pathlib
import re

HERE = pathlib.Path(__file__).parent
OUT = HERE / "img"
COUNTY = dict(
    re.findall(r"\$county-(\w+): (#[0-9a-f]{6})", (HERE / "scss/_county.scss").read_text())
)


def mix(colour, share, ground="#ffffff"):
    """The colour laid over a ground, as Sass mixes it."""
    pairs = zip(*[[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (colour, ground)])
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


D, WA, LI, EA = (COUNTY[n] for n in ("deep", "water", "light", "earth"))
C = dict(
    deep=D,
    water=WA,
    light=LI,
    earth=EA,
    ink="#1d2338",
    moor="#2f6b4f",
    line="#ddd2bd",
    waterT=mix(WA, 0.22),
    lightT=mix(LI, 0.24),
    earthT=mix(EA, 0.17),
    moorT="#dfeee5",
    waterM=mix(WA, 0.52),
    lightM=mix(LI, 0.58),
    earthM=mix(EA, 0.46),
    moorM="#a9cdb8",
    heather="#8d6f9c",
    heatherT="#e9dfee",
)


def w(p, s):
    s = s.replace("\n", "")
    s = re.sub(
        r'stroke-width="3"( stroke-linejoin="round" stroke-linecap="round" stroke-width=)', r"\1", s
    )
    s = s.replace("  ", " ")
    (OUT / p).parent.mkdir(parents=True, exist_ok=True)
    (OUT / p).write_text(s + "\n")


def cr(pts, closed=False, t=0.5):
    """Catmull-Rom points to a cubic path."""
    n = len(pts)
    d = f"M{pts[0][0]:.1f} {pts[0][1]:.1f}"
    for i in range(n - 1):
        p0 = pts[max(i - 1, 0)]
        p1 = pts[i]
        p2 = pts[i + 1]
        p3 = pts[min(i + 2, n - 1)]
        c1 = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        d += f"C{c1[0]:.1f} {c1[1]:.1f} {c2[0]:.1f} {c2[1]:.1f} {p2[0]:.1f} {p2[1]:.1f}"
    return d


def sample(pts, k=24):
    out = []
    n = len(pts)
    for i in range(n - 1):
        p0 = pts[max(i - 1, 0)]
        p1 = pts[i]
        p2 = pts[i + 1]
        p3 = pts[min(i + 2, n - 1)]
        for j in range(k):
            t = j / k
            out.append(
                tuple(
                    0.5
                    * (
                        (2 * p1[a])
                        + (-p0[a] + p2[a]) * t
                        + (2 * p0[a] - 5 * p1[a] + 4 * p2[a] - p3[a]) * t * t
                        + (-p0[a] + 3 * p1[a] - 3 * p2[a] + p3[a]) * t**3
                    )
                    for a in (0, 1)
                )
            )
    out.append(pts[-1])
    return out


def crossings(P):
    res = []
    for i in range(len(P) - 1):
        for j in range(i + 3, len(P) - 1):
            (x1, y1), (x2, y2), (x3, y3), (x4, y4) = P[i], P[i + 1], P[j], P[j + 1]
            d = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3)
            if abs(d) < 1e-9:
                continue
            t = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / d
            u = ((x3 - x1) * (y2 - y1) - (y3 - y1) * (x2 - x1)) / d
            if 0 <= t < 1 and 0 <= u < 1:
                res.append((i + t, j + u))
    return res


KNOT = [
    (2, 88),
    (15, 76),
    (31, 56),
    (50, 34),
    (64, 17),
    (78, 8),
    (91, 12),
    (96, 28),
    (88, 47),
    (71, 60),
    (50, 65),
    (29, 60),
    (12, 47),
    (4, 28),
    (9, 12),
    (22, 8),
    (36, 17),
    (50, 34),
    (69, 56),
    (85, 76),
    (98, 88),
]


def knot_parts(gap):
    P = sample(KNOT)
    X = crossings(P)
    ev = sorted([(a, k) for k, (a, b) in enumerate(X)] + [(b, k) for k, (a, b) in enumerate(X)])
    S = [0]
    for i in range(1, len(P)):
        S.append(S[-1] + math.dist(P[i], P[i - 1]))

    def s_at(f):
        i = int(f)
        return S[i] + (f - i) * (S[i + 1] - S[i])

    cuts = [(s_at(f) - gap, s_at(f) + gap) for n, (f, k) in enumerate(ev) if n % 2 == 1]

    def at(s):
        for i in range(len(S) - 1):
            if S[i + 1] >= s:
                t = (s - S[i]) / (S[i + 1] - S[i] or 1)
                return (
                    P[i][0] + t * (P[i + 1][0] - P[i][0]),
                    P[i][1] + t * (P[i + 1][1] - P[i][1]),
                )
        return P[-1]

    segs = []
    a = 0
    for c in cuts + [(S[-1], S[-1])]:
        b = c[0]
        n = max(3, int((b - a) / 7))
        segs.append([at(a + (b - a) * i / n) for i in range(n + 1)])
        a = c[1]
    return "".join(cr(s) for s in segs)


kd = knot_parts(7.2)
kd_thin = knot_parts(4.2)
w(
    "knot.svg",
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -2 112 94"><path d="M24 14c9 3 16 13 21 20L28 54C13 46 8 30 11 19c3-6 8-6 13-5z" fill="{C["water"]}"/><path d="M76 14c-9 3-16 13-21 20l17 20c15-8 20-24 17-35-3-6-8-6-13-5z" fill="{C["light"]}"/><path d="M50 40 34 58q16 5 32 0z" fill="{C["earth"]}"/><path d="{kd}" fill="none" stroke="{C["deep"]}" stroke-width="8" stroke-linecap="round"/></svg>',
)
# motif: big cropped knot, one per zone
for z, col in dict(
    services=mix(WA, 0.41), ideas=mix(LI, 0.42), hubs=mix(EA, 0.24, "#fff1e6"), deep=mix(D, 0.92)
).items():
    w(
        f"motif/knot-{z}.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -6 120 100"><g fill="none" stroke="{col}" stroke-width="1.1">'
        + "".join(
            f'<path d="{kd_thin}" transform="translate({50 * (1 - s):.1f} {42 * (1 - s):.1f}) scale({s})"/>'
            for s in (1.0,)
        )
        + f'<path d="{kd_thin}" stroke-width="6.4"/><path d="{cr(sample(KNOT)[::8])}" stroke="#fff" stroke-opacity=".0"/></g></svg>',
    )


# thread border: a running line with a loop every 120px
def loopline(col, sw, W=168, H=40):
    k = 0.34
    ox = W / 2 - 50 * k

    def y(v):
        return 3 + v * k

    pts = (
        [(0, H - 4), (24, H - 4), (46, H - 4.5)]
        + [(ox + x * k, y(v)) for x, v in KNOT[1:-1]]
        + [(W - 46, H - 4.5), (W - 24, H - 4), (W, H - 4)]
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{W}" height="{H}" viewBox="0 0 {W} {H}"><path d="{cr(pts)}" fill="none" stroke="{col}" stroke-width="{sw}"/></svg>'


w("motif/thread-deep.svg", loopline(mix(D, 0.74), 2))


# tiles: encaustic-floor geometry, 80px repeat
def tile(name, bg, shapes):
    w(
        f"tiles/{name}.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><rect width="96" height="96" fill="{bg}"/>{shapes}</svg>',
    )


def q(cx, cy, r, a, fill):  # quarter disc
    sx, sy = {0: (1, 1), 1: (-1, 1), 2: (-1, -1), 3: (1, -1)}[a]
    sweep = 1 if sx * sy > 0 else 0
    return f'<path d="M{cx} {cy}h{sx * r}A{r} {r} 0 0 {sweep} {cx} {cy + sy * r}z" fill="{fill}"/>'


def petals(cx, cy, r, col):
    k = r * 0.42
    return "".join(
        f'<path d="M{cx} {cy}C{cx + k} {cy - k} {cx + k} {cy - r + k} {cx} {cy - r}C{cx - k} {cy - r + k} {cx - k} {cy - k} {cx} {cy}" fill="{col}" transform="rotate({a} {cx} {cy})"/>'
        for a in (0, 90, 180, 270)
    )


tile(
    "quatrefoil",
    C["deep"],
    "".join(petals(x, y, 44, C["water"]) for x, y in ((48, 48),))
    + "".join(
        f'<circle cx="{x}" cy="{y}" r="15" fill="{C["light"]}"/>'
        for x, y in ((0, 0), (96, 0), (0, 96), (96, 96))
    )
    + f'<path d="M48 38l10 10-10 10-10-10z" fill="{C["deep"]}"/>',
)
tile(
    "kiln",
    C["earthT"],
    q(0, 0, 48, 0, C["earth"])
    + q(96, 96, 48, 2, C["earth"])
    + q(96, 0, 48, 1, C["deep"])
    + q(0, 96, 48, 3, C["deep"])
    + q(0, 0, 22, 0, C["light"])
    + q(96, 96, 22, 2, C["light"])
    + q(96, 0, 22, 1, C["earthT"])
    + q(0, 96, 22, 3, C["earthT"]),
)
tile(
    "lock",
    C["waterT"],
    f'<path d="M0 48 48 0l48 48-48 48z" fill="{C["water"]}"/><path d="M16 48 48 16l32 32-32 32z" fill="{C["deep"]}"/><path d="M32 48 48 32l16 16-16 16z" fill="{C["light"]}"/>'
    + "".join(
        f'<path d="M{x - 16} {y}L{x} {y - 16}L{x + 16} {y}L{x} {y + 16}z" fill="{C["earth"]}"/>'
        for x, y in ((0, 0), (96, 0), (0, 96), (96, 96))
    ),
)
tile(
    "weave",
    C["lightT"],
    "".join(
        f'<rect x="{x}" y="{y}" width="{ww}" height="{hh}" fill="{f}"/>'
        for x, y, ww, hh, f in (
            (0, 8, 60, 16, C["moor"]),
            (84, 8, 12, 16, C["moor"]),
            (36, 56, 60, 16, C["moor"]),
            (0, 56, 12, 16, C["moor"]),
            (16, 28, 16, 68, C["light"]),
            (16, 0, 16, 4, C["light"]),
            (64, 0, 16, 52, C["light"]),
            (64, 76, 16, 20, C["light"]),
        )
    ),
)
tile(
    "hop",
    C["moor"],
    "".join(petals(x, y, 30, C["moorT"]) for x, y in ((0, 0), (96, 0), (0, 96), (96, 96), (48, 48)))
    + "".join(
        f'<circle cx="{x}" cy="{y}" r="9" fill="{C["light"]}"/>'
        for x, y in ((48, 0), (0, 48), (96, 48), (48, 96))
    ),
)
tile(
    "spire",
    C["heatherT"],
    "".join(
        f'<path d="M{x} {y}l12-40 12 40z" fill="{f}"/>'
        for x, y, f in (
            (0, 44, C["deep"]),
            (24, 44, C["earth"]),
            (48, 44, C["deep"]),
            (72, 44, C["earth"]),
            (-12, 92, C["heather"]),
            (12, 92, C["deep"]),
            (36, 92, C["heather"]),
            (60, 92, C["deep"]),
            (84, 92, C["heather"]),
        )
    ),
)
# landscape -----------------------------------------------------------------
S = f'stroke="{C["deep"]}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"'


def oven(x, b, h, wd, fill):
    k = wd / 2
    d = f"M{x - k} {b}C{x - k * 1.22} {b - h * 0.36} {x - k * 0.95} {b - h * 0.58} {x - k * 0.44} {b - h * 0.78}L{x - k * 0.36} {b - h * 0.96}H{x + k * 0.36}L{x + k * 0.44} {b - h * 0.78}C{x + k * 0.95} {b - h * 0.58} {x + k * 1.22} {b - h * 0.36} {x + k} {b}"
    bands = "".join(
        f'<path d="M{x - k * f1} {b - h * y}q{k * f1} {h * 0.055} {2 * k * f1} 0"/>'
        for y, f1 in ((0.28, 1.1), (0.5, 0.98), (0.68, 0.68))
    )
    return f'<path d="{d}z" fill="{fill}" transform="translate(5 4)"/><path d="{d}" fill="none" {S}/><g fill="none" {S} stroke-width="2">{bands}<path d="M{x - k * 0.44} {b - h * 0.96}h{k * 0.88}"/></g><path d="M{x - k * 0.26} {b}v-{h * 0.14}a{k * 0.26} {k * 0.26} 0 0 1 {k * 0.52} 0v{h * 0.14}" fill="{C["deep"]}"/>'


def tree(x, b, h, fill):
    return f'<ellipse cx="{x + 3}" cy="{b - h * 0.62}" rx="{h * 0.3}" ry="{h * 0.38}" fill="{fill}"/><ellipse cx="{x}" cy="{b - h * 0.64}" rx="{h * 0.3}" ry="{h * 0.38}" fill="none" {S} stroke-width="2.5"/><path d="M{x} {b}v-{h * 0.6}m0 {h * 0.22}l{h * 0.12}-{h * 0.12}" fill="none" {S} stroke-width="2.5"/>'


def house(x, b, wd, h, fill):
    return f'<path d="M{x} {b}v-{h}l{wd / 2}-{h * 0.42} {wd / 2} {h * 0.42}v{h}z" fill="{fill}" transform="translate(4 3)"/><path d="M{x} {b}v-{h}l{wd / 2}-{h * 0.42} {wd / 2} {h * 0.42}v{h}" fill="none" {S}/><path d="M{x + wd * 0.2} {b}v-{h * 0.42}h{wd * 0.24}v{h * 0.42}m{wd * 0.16}-{h * 0.5}h{wd * 0.2}v-{h * 0.22}h-{wd * 0.2}z" fill="none" {S} stroke-width="2"/>'


def spire(x, b, h, wd, th, fill):
    d = f"M{x - wd / 2} {b}V{b - th}L{x} {b - h}L{x + wd / 2} {b - th}V{b}"
    return f'<path d="{d}z" fill="{fill}" transform="translate(4 3)"/><path d="{d}M{x - wd / 2} {b - th}h{wd}" fill="none" {S}/><path d="M{x - wd * 0.16} {b - th * 0.35}v-{th * 0.3}a{wd * 0.16} {wd * 0.2} 0 0 1 {wd * 0.32} 0v{th * 0.3}z" fill="{C["deep"]}"/>'


G = 262


def arches(x, n, wd, h):
    top = G - h
    d = f"M{x - 10} {top}h{n * wd + 30}"
    ar = "".join(
        f"M{x + 8 + i * wd} {G}v-{h * 0.42}a{(wd - 14) / 2} {(wd - 14) / 2} 0 0 1 {wd - 14} 0v{h * 0.42}"
        for i in range(n)
    )
    solid = f"M{x - 10} {top}h{n * wd + 26}v{h}h-{n * wd + 26}z"
    holes = "".join(
        f"M{x + 8 + i * wd} {G}v-{h * 0.42}a{(wd - 14) / 2} {(wd - 14) / 2} 0 0 1 {wd - 14} 0v{h * 0.42}z"
        for i in range(n)
    )
    return f'<path d="{solid}{holes}" fill="{C["heather"]}" fill-rule="evenodd" fill-opacity=".55" transform="translate(4 3)"/><path d="{d}{ar}" fill="none" {S}/><path d="M{x - 10} {top + 8}h{n * wd + 26}" fill="none" {S} stroke-width="1.5"/>'


def land(W=1680, H=340, knot=True):
    hills_b = "M0 190C120 150 190 120 250 112L282 96l22 12 26-22 30 20 24-6C470 128 560 176 700 178S980 120 1110 116s210 50 330 56 170-18 240-34V340H0z"
    hills_f = "M0 226C150 196 300 190 460 216s260 26 420 2 260-36 420-22 260 30 380 10V340H0z"
    o = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" width="{W}" height="{H}">'
    o += f'<circle cx="1180" cy="84" r="46" fill="{C["light"]}"/><circle cx="1174" cy="80" r="46" fill="none" {S} stroke-width="2.5"/>'
    o += f'<path d="{hills_b}" fill="{C["heatherT"]}"/><path d="M0 184C120 144 190 114 250 106L282 90l22 12 26-22 30 20 24-6C470 122 560 170 700 172S980 114 1110 110s210 50 330 56 170-18 240-34" fill="none" stroke="{C["heather"]}" stroke-width="2.5" stroke-linejoin="round"/>'
    o += f'<path d="{hills_f}" fill="{C["moorT"]}"/>'
    o += f'<rect y="{G}" width="{W}" height="{H - G}" fill="{C["waterT"]}"/>'
    # left: moor and viaduct
    o += tree(64, G, 70, C["moorM"]) + tree(104, G, 54, C["moorM"])
    o += arches(160, 5, 58, 76)
    o += tree(492, G, 60, C["moorM"])
    # terrace
    for i, f in enumerate((C["earthM"], C["lightM"], C["earthM"], C["waterM"])):
        o += house(540 + i * 52, G, 52, 50, f)
    # ovens
    o += (
        oven(800, G, 120, 74, C["earth"])
        + oven(882, G, 156, 92, C["earthM"])
        + oven(968, G, 112, 70, C["earth"])
    )
    o += house(1010, G, 60, 56, C["lightM"])
    o += tree(1098, G, 62, C["moorM"]) + tree(1136, G, 78, C["moorM"])
    # three spires
    o += f'<path d="M1214 {G}v-62h150v62z" fill="{C["waterM"]}" transform="translate(4 3)"/><path d="M1214 {G}v-62l16-14h118l16 14v62" fill="none" {S}/><path d="M1250 {G}v-26a10 12 0 0 1 20 0v26m16 0v-26a10 12 0 0 1 20 0v26m16 0v-26a10 12 0 0 1 20 0v26" fill="none" {S} stroke-width="2"/>'
    o += (
        spire(1214, G, 150, 34, 78, C["waterM"])
        + spire(1364, G, 150, 34, 78, C["waterM"])
        + spire(1290, G, 194, 36, 104, C["waterM"])
    )
    o += tree(1430, G, 60, C["moorM"])
    for i, f in enumerate((C["lightM"], C["earthM"])):
        o += house(1468 + i * 54, G, 54, 48, f)
    o += tree(1606, G, 74, C["moorM"]) + tree(1648, G, 52, C["moorM"])
    # bank line
    o += f'<path d="M0 {G}H{W}" {S}/>'
    # water lines and boat
    for x, y, l in (
        (60, 292, 120),
        (300, 312, 180),
        (520, 286, 90),
        (980, 318, 220),
        (1240, 290, 120),
        (1420, 312, 180),
        (1560, 288, 70),
    ):
        o += f'<path d="M{x} {y}h{l}" stroke="{C["water"]}" stroke-width="3" stroke-linecap="round"/>'
    bx, by = 640, 300
    boat = f"M{bx} {by - 16}h250l22-6-14 30q-4 8-14 8h-232q-14 0-18-14z"
    cab = f"M{bx + 30} {by - 16}v-24q0-6 6-6h170q6 0 8 6l6 24z"
    o += f'<path d="{boat}" fill="{C["deep"]}"/><path d="{cab}" fill="{C["moor"]}" transform="translate(3 0)"/><path d="{cab}" fill="none" {S}/>'
    o += "".join(
        f'<circle cx="{bx + 62 + i * 38}" cy="{by - 31}" r="8" fill="{C["lightT"]}" {S} stroke-width="2.5"/>'
        for i in range(4)
    )
    o += f'<path d="M{bx} {by - 2}h262" stroke="{C["light"]}" stroke-width="4"/><path d="M{bx + 50} {by - 46}v-14h9v14" fill="{C["earth"]}" {S} stroke-width="2"/><path d="M{bx - 40} {by + 16}h-46m330 6h60" stroke="{C["water"]}" stroke-width="3" stroke-linecap="round"/>'
    return o + "</svg>"


w("landscape.svg", land())
# small map for a single place
m2 = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" width="480" height="300" font-family="Arial, sans-serif"><rect width="480" height="300" fill="#f2efe4"/><path d="M330 0h150v120l-90 20z" fill="#cfe2cf"/><path d="M0 250C90 230 140 250 220 220S360 210 480 170" fill="none" stroke="{C["waterM"]}" stroke-width="14"/><path d="M0 120 200 140 480 80M200 0v140l40 160M90 0l20 130-30 170M330 110l20 190" fill="none" stroke="#fff" stroke-width="10"/><path d="M200 140l-92 10" fill="none" stroke="{C["deep"]}" stroke-width="4" stroke-dasharray="2 8" stroke-linecap="round"/><text x="46" y="176" font-size="17" fill="{C["ink"]}">bus stop, 3 minutes</text><circle cx="106" cy="150" r="7" fill="#fff" stroke="{C["deep"]}" stroke-width="4"/><g transform="translate(204 128) scale(1.2)"><path d="M0 22C-20-2-22-12-22-18a22 22 0 0 1 44 0c0 6-2 16-22 40z" fill="{C["earth"]}" stroke="#fff" stroke-width="2.5"/><circle cy="-18" r="8" fill="#fff"/></g></svg>'
w("map-place.svg", m2)
# 404: the thread come loose
t = [
    (0, 120),
    (60, 118),
    (120, 110),
    (170, 70),
    (150, 30),
    (105, 40),
    (110, 90),
    (170, 130),
    (240, 120),
    (280, 70),
    (255, 25),
    (215, 45),
    (230, 100),
    (290, 140),
    (350, 110),
    (372, 60),
    (420, 40),
    (460, 80),
    (430, 130),
    (380, 120),
    (395, 75),
    (450, 60),
    (500, 92),
    (520, 130),
]
w(
    "loose-thread.svg",
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 0 540 170"><path d="M118 48q34-14 38 16t-28 34q-20-28-10-50z" fill="{C["waterM"]}"/><path d="M226 50q22-16 38 8t-14 50q-26-26-24-58z" fill="{C["lightM"]}"/><path d="M396 76q40-20 46 8t-18 36q-34 2-28-44z" fill="{C["earthM"]}"/><path d="{cr(t)}" fill="none" stroke="{C["deep"]}" stroke-width="6" stroke-linecap="round"/></svg>',
)
w(
    "favicon.svg",
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 120 110"><path d="{kd}" fill="none" stroke="{C["deep"]}" stroke-width="10" stroke-linecap="round"/></svg>',
)
