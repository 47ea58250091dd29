"""The booklet's fonts: free ones from packages, the same on every machine.

Pango finds fonts through fontconfig. It is pointed, before WeasyPrint is imported, at a
configuration that knows our packages' folders only, so that the result does not depend
on what else a machine has.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

PACKAGES = (
    "font_source_serif_pro",
    "font_source_sans_pro",
    "fontpkg_ibm_plex_mono",
    "manimgx_fonts",  # Noto Sans for the world's scripts, symbols, emoji in one ink
    "noto_cjk_sans_jp_regular",
)

FALLBACKS = (
    "Noto Sans",
    "Noto Sans Symbols",
    "Noto Sans CJK JP",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "IBM Plex Mono",
    "Noto Emoji",
)
"""Families for characters that a theme's own fonts lack; text before emoji, or ↔ becomes a box."""

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<selectfont><rejectfont>
<glob>*/font_source_*.otf</glob>
<glob>*/Source*Pro-Black*</glob>
<glob>*/Source*Pro-*Light*</glob>
</rejectfont></selectfont>
<alias binding="strong"><family>emoji</family><prefer><family>Noto Emoji</family></prefer></alias>
</fontconfig>
"""


@cache
def font_folders() -> tuple[Path, ...]:
    """Return the folders of the installed font packages, without importing them."""
    folders = []
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            folders.append(Path(spec.origin).parent)
    return tuple(folders)


@cache
def font_files() -> dict[str, Path]:
    """Return all font files by the SHA-1 (hex) of their bytes, as `layout` records them."""
    return {
        hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest(): path
        for folder in font_folders()
        for path in sorted(folder.rglob("*.[ot]tf"))
        if path.suffix == ".ttf" or not path.with_suffix(".ttf").exists()
    }


@contextmanager
def packaged_fonts() -> Iterator[None]:
    """Point fontconfig at the packaged fonts while it is being loaded.

    Only then: a program that this one starts later must see the machine's own fonts.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_configuration())
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _configuration() -> Path:
    """Return the configuration's file, written if need be."""
    folders = "\n".join(f"<dir>{escape(str(folder))}</dir>" for folder in font_folders())
    home = _cache_folder(hashlib.sha256(folders.encode()).hexdigest()[:12])
    path = home / "fonts.conf"
    text = _CONFIGURATION.format(folders=folders, cache=escape(str(home)))
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    return path


def _cache_folder(key: str) -> Path:
    """Return a writable folder that only this user writes to."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "guide" / f"fonts-{key}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="guide-fonts-"))
