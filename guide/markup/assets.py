"""Read the images of a project: the one part of `guide.markup` that touches the disk.

A file is read only if it lies in the source folder, is small enough and really is what
it says: PNG, JPEG or an SVG that neither runs nor fetches anything.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import warnings
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from guide.markup.field import AssetLoader, AssetProblem
from guide.markup.nodes import Asset
from guide.markup.svg import read_svg

LARGEST = 10 * 1024 * 1024
"""Bytes that an image may have."""

MOST_PIXELS = 50_000_000

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_TURNED = range(2, 9)  # values of EXIF's Orientation that turn or mirror
_ORIENTATION = 0x0112


def asset_loader(source_folder: Path) -> AssetLoader:
    """Return the loader for the images below ``source_folder``; it can be pickled."""
    return partial(load_asset, source_folder)


def asset_fingerprint(source_folder: Path, name: str) -> str:
    """Return a hash (hex) that changes when what `load_asset` returns for ``name`` does."""
    found = _bytes(source_folder, name)
    seen = repr(found) if isinstance(found, AssetProblem) else found[1]
    return hashlib.sha256(seen if isinstance(seen, bytes) else seen.encode()).hexdigest()


def load_asset(source_folder: Path, name: str) -> Asset | AssetProblem:
    """Return the image ``name`` (as written in Markdown), or why it cannot be used.

    Never raises for what is, or is not, on the disk.
    """
    found = _bytes(source_folder, name)
    return found if isinstance(found, AssetProblem) else check_image(*found)


def _bytes(folder: Path, name: str) -> tuple[str, bytes] | AssetProblem:
    """Return an image's clean name and its bytes: a file in the folder, of a bounded size."""
    try:
        found = _find(folder, name)
        if isinstance(found, AssetProblem):
            return found
        path, clean = found
        data = _read(path)
    except OSError as error:
        mend = "look at the file and its permissions"
        return AssetProblem("G402", f"`{name[:60]}` cannot be read: {error.strerror}", mend)
    except (ValueError, RuntimeError):  # a null character, a link that leads to itself
        return AssetProblem("G402", f"`{name[:60]}` is not the name of a file", "write its path")
    if data is None:
        mend = f"make it smaller: at most {LARGEST // 1024 // 1024} MB"
        return AssetProblem("G406", f"the image `{name}` is too large", mend)
    return clean, data


def _find(folder: Path, name: str) -> tuple[Path, str] | AssetProblem:
    if "://" in name or name.startswith(("//", "data:")):
        mend = "save it in the source folder: nothing is fetched while building"
        return AssetProblem("G403", f"the image `{name[:60]}` is not a file of the project", mend)
    written = name if (folder / name).is_file() else unquote(name)
    clean = posixpath.normpath(written)
    root = folder.resolve()
    path = (root / clean).resolve()
    if posixpath.isabs(clean) or clean.startswith("..") or not path.is_relative_to(root):
        mend = "put it into the source folder, and write its path from there"
        return AssetProblem("G403", f"the image `{name}` lies outside the source folder", mend)
    if Path(clean).suffix.lower() not in _TYPES:
        mend = "save it as .png, .jpg or .svg"
        return AssetProblem("G404", f"the image `{name}` is of an unsupported type", mend)
    if not path.is_file():
        return AssetProblem("G402", f"there is no image `{name}`", _did_you_mean(root, clean))
    return path, clean


def _did_you_mean(root: Path, name: str) -> str:
    folder = (root / name).parent
    if not folder.is_dir():
        return f"there is no folder `{posixpath.dirname(name)}` in the source folder"
    names = sorted(p.name for p in folder.iterdir() if p.suffix.lower() in _TYPES)
    close = get_close_matches(posixpath.basename(name), names, n=1, cutoff=0.5)
    if close:
        return f"did you mean `{posixpath.join(posixpath.dirname(name), close[0])}`?"
    return "its path counts from the source folder"


def _read(path: Path) -> bytes | None:
    """Return a file's bytes, None if it is too large."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return data if len(data) <= LARGEST else None


def check_image(name: str, data: bytes) -> Asset | AssetProblem:
    """Return the image in ``data``, or why it cannot be used. ``name`` ends in its type."""
    media_type = _TYPES[posixpath.splitext(name)[1].lower()]
    if media_type == "image/svg+xml":
        return read_svg(name, data)
    actual = _magic(data)
    if actual != media_type:
        mend = f"it is {actual}; name it so" if actual else "save it again as PNG or JPEG"
        return AssetProblem("G405", f"the image `{name}` is not what its name says", mend)
    return _raster(name, media_type, data)


def _magic(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8\xff") else ""


def _raster(name: str, media_type: str, data: bytes) -> Asset | AssetProblem:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # of decompression bombs
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            width, height = image.size
            if width * height <= MOST_PIXELS:
                Image.open(io.BytesIO(data)).verify()
                turned = image.getexif().get(_ORIENTATION) in _TURNED
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Warning) as error:
        mend = "save it again with an image editor"
        return AssetProblem("G405", f"the image `{name}` is damaged ({_first(error)})", mend)
    except Image.DecompressionBombError:
        width, height = MOST_PIXELS, MOST_PIXELS
    if width * height > MOST_PIXELS:
        mend = f"make it smaller: at most {MOST_PIXELS // 1_000_000} million pixels"
        return AssetProblem("G406", f"the image `{name}` has too many pixels", mend)
    if turned:
        mend = "turn it in an image editor and save it: not every program heeds the mark"
        return AssetProblem("G405", f"the image `{name}` is stored turned or mirrored", mend)
    return Asset(name, media_type, data, width, height)


def _first(error: BaseException) -> str:
    return str(error).partition("\n")[0][:60] or type(error).__name__
