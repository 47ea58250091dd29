"""Shows cards in headless Chromium, as Anki's reviewers do, and measures them."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Reviewer:
    """How a program shows a card: classes of document and body, and its own colours."""

    name: str
    html: str = ""
    body: str = ""
    css: str = ""


# From the class names in facts about Anki; backgrounds of the programs' night modes.
REVIEWERS = (
    Reviewer("desktop-day", "", "card card1 isLin", "body{margin:20px}"),
    Reviewer(
        "desktop-night",
        "night-mode",
        "card card1 isLin nightMode night_mode",
        "body{margin:20px} body.nightMode{background-color:#2c2c2c;color:#fcfcfc}",
    ),
    Reviewer("ankidroid-day", "mobile android linux js", "card card1", ""),
    Reviewer(
        "ankidroid-night",
        "mobile android linux js",
        "card card1 nightMode night_mode ankidroid_dark_mode",
        "body.night_mode{background-color:#303030;color:#fff}",
    ),
    Reviewer(
        "ankimobile-night", "", "card card1 nightMode", "body.nightMode{background:#000;color:#fff}"
    ),
)


@dataclass(frozen=True)
class Side:
    """One side of a card as the engine rendered it."""

    name: str
    html: str
    css: str


def document(side: Side, reviewer: Reviewer, *, unfold: bool = True) -> str:
    """Return the page that a reviewer shows."""
    inner = side.html.replace("<details", "<details open") if unfold else side.html
    return (
        f'<!doctype html><html class="{reviewer.html}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><style>{reviewer.css}</style></head>'
        f'<body class="{reviewer.body}"><style>{side.css}</style><div id="qa">{inner}</div>'
        "</body></html>"
    )


@dataclass(frozen=True)
class Measured:
    """What was found on a shown side. ``contrast`` and ``size`` are the smallest of its texts."""

    name: str
    width: int
    overflow: int  # px by which the page is wider than the screen
    contrast: float
    faintest: str
    size: float
    smallest: str
    code_aligned: bool
    texts: int


def measure(
    sides: Iterable[Side],
    widths: Sequence[int] = (390, 1200),
    reviewers: Sequence[Reviewer] = REVIEWERS,
) -> list[Measured]:
    """Show every side in every reviewer and width, some hundred in one run of the browser."""
    frames = [
        f'<iframe name="{escape(f"{side.name} {reviewer.name}")}" width="{width}" height="700" '
        f'srcdoc="{escape(document(side, reviewer))}"></iframe>'
        for side in sides
        for reviewer in reviewers
        for width in widths
    ]
    return [
        measured
        for start in range(0, len(frames), _BATCH)
        for measured in _measure("".join(frames[start : start + _BATCH]))
    ]


_BATCH = 300


def _measure(frames: str) -> list[Measured]:
    page = f"<!doctype html><meta charset=utf-8><body>{frames}<script>{_SCRIPT}</script>"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cards.html"
        file.write_text(page, encoding="utf-8")
        dom = _chromium(folder, "--dump-dom", "--virtual-time-budget=60000", file.as_uri())
    found = unescape(dom.partition('<pre id="found">')[2].partition("</pre>")[0])
    return [Measured(**entry) for entry in json.loads(found)]


def picture(page: str, path: Path, width: int, height: int, scale: float = 2) -> None:
    """Write a PNG of a page, shown in a frame of exactly ``width`` px."""
    frame = (
        "<!doctype html><meta charset=utf-8><style>body{margin:0}iframe{border:0;display:block}"
        f'</style><iframe width="{width}" height="{height}" srcdoc="{escape(page)}"></iframe>'
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "card.html"
        file.write_text(frame, encoding="utf-8")
        _chromium(
            folder,
            f"--screenshot={path}",
            f"--window-size={width},{height}",
            f"--force-device-scale-factor={scale}",
            file.as_uri(),
        )


def _chromium(folder: str, *arguments: str) -> str:
    process = subprocess.run(
        [*CHROMIUM, f"--user-data-dir={folder}/profile", *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return process.stdout


def as_json(measured: Iterable[Measured]) -> list[dict[str, Any]]:
    return [asdict(entry) for entry in measured]


_SCRIPT = """
const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const rgba = text => {
  const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
  return [r, g, b, a];
};
const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
const background = (element, view) => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    layers.push(rgba(view.getComputedStyle(e).backgroundColor));
  }
  return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
};
const measure = frame => {
  const view = frame.contentWindow, page = frame.contentDocument, root = page.documentElement;
  let contrast = 21, faintest = '', size = 99, smallest = '', texts = 0;
  const walker = page.createTreeWalker(page.getElementById('qa'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
    if (!text || element.closest('style') || !element.getClientRects().length) continue;
    const style = view.getComputedStyle(element), under = background(element, view);
    const pair = [light(over(rgba(style.color), under)), light(under)].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05), px = parseFloat(style.fontSize);
    texts += 1;
    if (ratio < contrast) { contrast = ratio; faintest = text.slice(0, 60); }
    if (px < size) { size = px; smallest = text.slice(0, 60); }
  }
  const blocks = [...page.querySelectorAll('pre')].map(e => view.getComputedStyle(e));
  return {
    name: frame.name, width: frame.width | 0, overflow: root.scrollWidth - root.clientWidth,
    contrast: Math.round(contrast * 100) / 100, faintest, size, smallest, texts,
    code_aligned: blocks.every(
      s => s.direction === 'ltr' && ['left', 'start'].includes(s.textAlign)),
  };
};
addEventListener('load', () => {
  const found = document.createElement('pre');
  found.id = 'found';
  found.textContent = JSON.stringify([...document.querySelectorAll('iframe')].map(measure));
  document.body.append(found);
});
"""
