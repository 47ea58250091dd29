"""A theme is read as carefully as a topic."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.diagnostics import Span
from guide.errors import SourceError, UsageError
from guide.project import built_in_themes
from guide.reader.theme import read_theme, themes
from guide.theme import contrast

BUILT_IN = built_in_themes()


def theme(root: Path, text: str, name: str = "mine") -> tuple[Path, Path]:
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    return root, BUILT_IN


def problems(root: Path, text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(SourceError) as error:
        read_theme("mine", theme(root, text))
    out = []
    for each in error.value.diagnostics:
        assert isinstance(each.where, Span)
        assert each.message
        out.append((each.code, each.where.line, each.where.column))
    return out


@pytest.mark.parametrize("name", [each for each, _ in themes([BUILT_IN])])
def test_a_built_in_theme_keeps_the_contract(name: str) -> None:
    found = read_theme(name, [BUILT_IN])
    assert found.summary
    for palette, styles in ((found.light, found.code_light), (found.dark, found.code_dark)):
        texts = [palette.ink, palette.muted, palette.accent]
        assert min(contrast(each, palette.paper) for each in texts) >= 4.5
        assert min(contrast(each.color, palette.panel) for each in styles.values()) >= 4.5
    assert {"A4", "Letter", "A5"} <= found.booklet.papers.keys()


def test_themes_are_listed_with_their_summaries(tmp_path: Path) -> None:
    folders = theme(tmp_path, "summary: My own.\ninherits: serif\n")
    theme(tmp_path, ": broken", "odd")
    (tmp_path / "no-theme").mkdir()
    found = dict(themes(folders))
    assert found["mine"] == "My own."
    assert found["odd"] == ""
    assert "serif" in found
    assert "no-theme" not in found
    assert themes([tmp_path / "missing"]) == ()


def test_a_theme_changes_what_it_names_and_inherits_the_rest(tmp_path: Path) -> None:
    folders = theme(tmp_path, 'inherits: serif\ncolors: {light: {accent: "#003366"}}\n')
    (tmp_path / "mine" / "web").mkdir()
    (tmp_path / "mine" / "web" / "extra.css").write_text("p {}")
    serif, mine = read_theme("serif", folders), read_theme("mine", folders)
    assert mine.name == "mine"
    assert mine.light.accent == "#003366"
    assert mine.light.ink == serif.light.ink
    assert mine.booklet == serif.booklet
    assert mine.files == {**serif.files, "web/extra.css": b"p {}"}


def test_a_project_s_theme_may_take_the_name_of_the_built_in_one_it_changes(
    tmp_path: Path,
) -> None:
    folders = theme(tmp_path, "inherits: serif\nsummary: Ours.\n", "serif")
    assert read_theme("serif", folders).summary == "Ours."


@pytest.mark.parametrize("name", ["../serif", "serif/../serif", "/etc", "", ".", "serif\x00"])
def test_a_name_cannot_lead_out_of_the_folder_of_themes(name: str) -> None:
    with pytest.raises(UsageError, match="no theme"):
        read_theme(name, [BUILT_IN])


def test_a_misspelt_theme_is_guessed() -> None:
    with pytest.raises(UsageError, match="no theme `serfi`; did you mean `serif`"):
        read_theme("serfi", [BUILT_IN])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("inherits: serif\ncolours: {}\n", [("G701", 2, 1)]),
        ('inherits: serif\ncolors:\n  light: {akcent: "#000000"}\n', [("G701", 3, 11)]),
        ("inherits: serif\ncolors:\n  light: {accent: blue}\n", [("G703", 3, 19)]),
        ("inherits: serif\ncolors: {light: {accent: '#abc'}}\n", [("G703", 2, 26)]),
        ("inherits: serif\ncolors: {light: {ink: '#dddddd'}}\n", [("G704", 2, 23)]),
        ("inherits: serif\ncode: {dark: {string: {color: '#111111'}}}\n", [("G704", 2, 31)]),
        ("inherits: serif\ncode: {dark: {strings: {color: '#fff'}}}\n", [("G701", 2, 15)]),
        ("inherits: serif\nbooklet: {scale: 1.2em}\n", [("G703", 2, 18)]),
        ("inherits: serif\nbooklet: {scale: -1}\n", [("G703", 2, 18)]),
        ("inherits: serif\nbooklet: {scale: nan}\n", [("G703", 2, 18)]),
        ("inherits: serif\nbooklet: {papers: {A4: {inner: 150}}}\n", [("G703", 2, 24)]),
        ("inherits: serif\nscreen: {body: Georgia}\n", [("G703", 2, 16)]),
        ('inherits: serif\nscreen: {body: ["x; } *"]}\n', [("G703", 2, 17)]),
        ("inherits: serif\nslides: {aspect: wide}\n", [("G703", 2, 18)]),
        (
            "inherits: serif\ncode: {light: {key: {color: '#000000', bold: maybe}}}\n",
            [("G703", 2, 46)],
        ),
        ("inherits: serfi\n", [("G705", 1, 11)]),
        ("inherits: mine\n", [("G705", 1, 11)]),
        ("inherits: [serif]\n", [("G703", 1, 11)]),
        ("- a list\n", [("G703", 1, 1)]),
        ("", [("G703", 1, 1)]),
        ("a: b: c\n", [("G010", 1, 5)]),
        ("inherits: serif\ncolors: red\nslides: [1]\n", [("G703", 2, 9), ("G703", 3, 9)]),
    ],
)
def test_a_bad_token_is_shown_at_its_place(
    text: str, found: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    assert problems(tmp_path, text) == found


def test_a_theme_without_tokens_is_told_all_that_it_lacks(tmp_path: Path) -> None:
    found = problems(tmp_path, "summary: Nothing.\n")
    assert [code for code, _, _ in found] == ["G702"] * 4  # colors, code, screen, booklet


def test_themes_that_inherit_in_a_circle_are_refused(tmp_path: Path) -> None:
    theme(tmp_path, "inherits: mine\n", "other")
    assert problems(tmp_path, "inherits: other\n") == [("G705", 1, 11)]


def test_a_theme_cannot_read_files_outside_itself(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    folders = theme(tmp_path / "themes", "inherits: serif\n")
    web = tmp_path / "themes" / "mine" / "web"
    web.mkdir()
    (web / "page.css").symlink_to(tmp_path / "secret")
    with pytest.raises(SourceError) as error:
        read_theme("mine", folders)
    assert [each.code for each in error.value.diagnostics] == ["G006"]


def test_a_theme_s_folder_of_a_format_cannot_be_a_link_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "key").write_text("s")
    folders = theme(tmp_path / "themes", "inherits: serif\n")
    (tmp_path / "themes" / "mine" / "web").symlink_to(tmp_path / "secrets")
    with pytest.raises(SourceError) as error:
        read_theme("mine", folders)
    assert [each.code for each in error.value.diagnostics] == ["G006"]
