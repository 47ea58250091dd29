"""Only what is a picture of the project, and nothing but a picture, is read."""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pytest
from PIL import Image

from guide.markup import assets
from guide.markup.assets import asset_loader, load_asset
from guide.markup.field import AssetProblem
from guide.markup.nodes import Asset

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'


def picture(kind: str, size: tuple[int, int] = (4, 3), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, kind, **options)
    return buffer.getvalue()


def svg(inside: str = "", attributes: str = 'width="40" height="30"') -> bytes:
    return SVG.format(attributes, inside).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    (source / "img").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    (source / "img" / "net.png").write_bytes(picture("PNG"))
    (source / "a b.jpg").write_bytes(picture("JPEG"))
    (source / "plan.svg").write_bytes(svg())
    return source


def problem(folder: Path, name: str) -> str:
    found = load_asset(folder, name)
    assert isinstance(found, AssetProblem), found
    return found.code


@pytest.mark.parametrize(
    ("name", "clean", "media_type", "size"),
    [
        ("img/net.png", "img/net.png", "image/png", (4, 3)),
        ("./img/../img/net.png", "img/net.png", "image/png", (4, 3)),
        ("a b.jpg", "a b.jpg", "image/jpeg", (4, 3)),
        ("a%20b.jpg", "a b.jpg", "image/jpeg", (4, 3)),
        ("plan.svg", "plan.svg", "image/svg+xml", (40, 30)),
    ],
)
def test_an_image_of_the_project_is_read(
    folder: Path, name: str, clean: str, media_type: str, size: tuple[int, int]
) -> None:
    asset = load_asset(folder, name)
    assert isinstance(asset, Asset)
    assert (asset.name, asset.media_type, (asset.width, asset.height)) == (clean, media_type, size)
    assert asset.data == (folder / clean).read_bytes()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("img/nit.png", "G402"),
        ("none/net.png", "G402"),
        ("", "G404"),
        ("img", "G404"),
        ("a\0.png", "G402"),
        ("x" * 5000 + ".png", "G402"),
        ("../secret.png", "G403"),
        ("img/../../secret.png", "G403"),
        ("%2e%2e/secret.png", "G403"),
        ("/etc/passwd.png", "G403"),
        ("https://a.b/c.png", "G403"),
        ("//a.b/c.png", "G403"),
        ("data:image/png;base64,AAAA", "G403"),
        ("file:///etc/passwd.png", "G403"),
        ("net.gif", "G404"),
        ("net", "G404"),
    ],
)
def test_what_is_not_an_image_of_the_project_is_refused(folder: Path, name: str, code: str) -> None:
    assert problem(folder, name) == code


def test_a_link_that_leaves_the_project_is_refused(folder: Path) -> None:
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "inside.png").symlink_to(folder / "img" / "net.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    assert problem(folder, "link.png") == "G403"
    assert isinstance(load_asset(folder, "inside.png"), Asset)
    assert problem(folder, "loop.png") == "G402"


def test_a_folder_and_a_pipe_are_no_images(folder: Path) -> None:
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    assert problem(folder, "folder.png") == "G402"
    assert problem(folder, "pipe.png") == "G402"


def test_a_near_miss_gets_a_suggestion(folder: Path) -> None:
    found = load_asset(folder, "img/nett.png")
    assert isinstance(found, AssetProblem)
    assert "`img/net.png`" in found.help


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", b"", "G405"),
        ("a.png", b"GIF89a", "G405"),
        ("a.png", picture("JPEG"), "G405"),
        ("a.jpg", picture("PNG"), "G405"),
        ("a.png", picture("PNG")[:-20], "G405"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "G405"),
        ("a.jpg", picture("JPEG", (64, 64))[:300], "G405"),
        ("a.jpg", b"\xff\xd8\xff", "G405"),
        ("a.svg", b"", "G405"),
        ("a.svg", b"<svg", "G405"),
        ("a.svg", b"<html/>", "G405"),
        ("a.svg", b"<svg/>", "G405"),
        ("a.svg", svg(attributes='width="999999" height="9"'), "G405"),
        ("a.svg", svg("<script>x</script>"), "G407"),
        ("a.svg", svg("<g><SCRIPT/></g>"), "G407"),
        ("a.svg", svg("<foreignObject/>"), "G407"),
        ("a.svg", svg("<animate/>"), "G407"),
        ("a.svg", svg('<g onclick="x"/>'), "G407"),
        ("a.svg", svg('<g OnLoad="x"/>'), "G407"),
        ("a.svg", svg('<image href="https://a.b/c.png"/>'), "G407"),
        ("a.svg", svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "G407"),
        ("a.svg", svg('<a href="javascript:x"/>'), "G407"),
        ("a.svg", svg('<use href="other.svg#a"/>'), "G407"),
        (
            "a.svg",
            svg('<use xmlns:l="http://www.w3.org/1999/xlink" l:href="file:///etc/passwd"/>'),
            "G407",
        ),
        ("a.svg", svg('<g fill="url(https://a.b/c#d)"/>'), "G407"),
        ("a.svg", svg("<g style=\"fill: URL( '//a.b')\"/>"), "G407"),
        ("a.svg", svg("<style>@import 'a.css';</style>"), "G407"),
        ("a.svg", svg("<style>a { b: \\75rl(x) }</style>"), "G407"),
        ("a.svg", svg('<g xml:base="https://a.b"/>'), "G407"),
        ("a.svg", b"<!DOCTYPE svg>" + svg(), "G407"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "G407"),
        ("a.svg", b'<?xml-stylesheet href="a.css"?>' + svg(), "G407"),
        ("a.svg", svg("<use href='#a'/>" * 2001), "G407"),
    ],
)
def test_a_damaged_or_active_image_is_refused(
    folder: Path, name: str, data: bytes, code: str
) -> None:
    (folder / name).write_bytes(data)
    assert problem(folder, name) == code


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('viewBox="0 0 20 10"', (20, 10)),
        ('viewBox="0 0 20 10" width="100"', (100, 50)),
        ('viewBox="0,0,20,10" height="100" width="100%"', (200, 100)),
        ('viewBox="nonsense"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_an_svg_has_a_size(folder: Path, attributes: str, size: tuple[int, int]) -> None:
    (folder / "a.svg").write_bytes(svg(attributes=attributes))
    asset = load_asset(folder, "a.svg")
    assert isinstance(asset, Asset)
    assert (asset.width, asset.height) == size


def test_an_ordinary_drawing_is_read(folder: Path) -> None:
    drawing = svg(
        "<!-- made by hand --><style>.a { fill: url(#g) }</style>"
        '<defs><linearGradient id="g"/></defs><g class="a" style="fill: url(\'#g\')">'
        '<use href="#g"/><image href="data:image/png;base64,AAAA"/><text>once</text></g>'
    )
    (folder / "a.svg").write_bytes(drawing)
    assert isinstance(load_asset(folder, "a.svg"), Asset)


def test_a_large_file_is_refused(folder: Path) -> None:
    with (folder / "large.png").open("wb") as file:
        file.truncate(assets.LARGEST + 1)
    assert problem(folder, "large.png") == "G406"


def test_too_many_pixels_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MOST_PIXELS", 11)
    assert problem(folder, "img/net.png") == "G406"


def test_a_photograph_that_is_stored_turned_is_refused(folder: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (folder / "turned.jpg").write_bytes(picture("JPEG", exif=exif))
    assert problem(folder, "turned.jpg") == "G405"


def test_an_unreadable_file_is_a_message(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert problem(folder, "img/net.png") == "G402"


def test_a_fingerprint_changes_with_the_image(folder: Path) -> None:
    before = assets.asset_fingerprint(folder, "img/net.png")
    assert assets.asset_fingerprint(folder, "img/net.png") == before
    (folder / "img" / "net.png").write_bytes(picture("PNG", (5, 5)))
    assert assets.asset_fingerprint(folder, "img/net.png") != before
    (folder / "img" / "net.png").unlink()
    missing = assets.asset_fingerprint(folder, "img/net.png")
    assert missing != before
    assert assets.asset_fingerprint(folder, "/dev/zero") != missing  # and returns


def test_a_loader_can_be_sent_to_a_process(folder: Path) -> None:
    loader = pickle.loads(pickle.dumps(asset_loader(folder)))  # noqa: S301 - our own bytes
    assert isinstance(loader("img/net.png"), Asset)
