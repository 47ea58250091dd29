"""Makes the pictures of docs/formats/anki.md: ``python -m tests.backends.anki.pictures``.

The cards are those of a question of the guide, imported and rendered by Anki's engine
and shown in Chromium, as a phone and a desktop show them.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from html import escape
from pathlib import Path

from PIL import Image

from guide.model import Topic
from tests.backends.anki.browser import REVIEWERS, Side, document, picture
from tests.backends.anki.collection import anki
from tests.backends.anki.real import ROOT, real_guide
from tests.backends.anki.sample import build_csv, build_package, write

QUESTION = "iam-policy-evaluation"
_BY_NAME = {reviewer.name: reviewer for reviewer in REVIEWERS}


def example() -> Topic:
    """Return the topic with the one question that is shown."""
    topic = next(t for t in real_guide()[1] if any(q.id == QUESTION for q in t.questions))
    return replace(topic, questions=tuple(q for q in topic.questions if q.id == QUESTION))


def sides(topic: Topic, folder: Path) -> dict[str, Side]:
    """Return the sides of the overview card and of the first cloze, by name."""
    by_csv = write(build_csv([topic]), folder)["cloud.csv"]
    package = write(build_package([topic]), folder)["cloud.apkg"]
    found = {}
    for kind, step in (("csv", ("import_csv", by_csv)), ("apkg", ("import_package", package))):
        cards = anki(step, ("render",))[1]
        cloze = next((card for card in cards if 'class="cloze"' in card["front"]), cards[1])
        for name, card in (("overview", cards[0]), ("cloze", cloze)):
            for side in ("front", "back"):
                found[f"{kind} {name} {side}"] = Side(name, card[side], card["css"])
    return found


def row(
    shown: list[tuple[Side, str]], height: int, *, width: int = 390, unfold: bool = False
) -> str:
    """Return a page with sides next to each other."""
    frames = "".join(
        f'<iframe width="{width}" height="{height}" '
        f'srcdoc="{escape(document(side, _BY_NAME[reviewer], unfold=unfold))}"></iframe>'
        for side, reviewer in shown
    )
    return (
        "<style>body{margin:0;padding:16px;background:#d9dce1;display:flex;gap:16px}"
        "iframe{border:0;border-radius:10px;background:#fff}</style>" + frames
    )


def save(page: str, name: str, width: int, height: int, top: int = 0) -> None:
    """Write a picture with few colours: small, and good enough for flat areas."""
    path = ROOT / "docs" / "images" / name
    picture(page, path, width, height, 1.5)
    with Image.open(path) as image:
        part = image.crop((0, int(top * 1.5), image.width, image.height))
        small = part.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main() -> None:
    """Make all pictures."""
    day, night = "ankidroid-day", "ankidroid-night"
    with tempfile.TemporaryDirectory() as folder:
        found = sides(example(), Path(folder))
    for kind, name in (("apkg", "anki-package.png"), ("csv", "anki-csv.png")):
        front, back = found[f"{kind} overview front"], found[f"{kind} overview back"]
        save(row([(front, day), (back, day), (back, night)], 640), name, 1234, 672)
    front, back = found["apkg cloze front"], found["apkg cloze back"]
    save(row([(front, day), (back, day), (back, night)], 200), "anki-cloze.png", 1234, 232)
    back = found["apkg overview back"]
    shown = row([(back, "desktop-night")], 2000, width=860, unfold=True)
    save(shown, "anki-desktop.png", 892, 2032, top=1215)


if __name__ == "__main__":
    main()
