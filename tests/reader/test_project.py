"""The project is found from anywhere below it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.errors import UsageError
from guide.project import Project, built_in_themes, find_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mine" / "source" / "images").mkdir(parents=True)
    (tmp_path / "mine" / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "mine" / "source" / "guide.yaml").touch()
    return tmp_path / "mine"


@pytest.mark.parametrize("below", [".", "docs/deep", "source", "source/images"])
def test_a_project_is_found_from_any_folder_below_it(below: str, root: Path) -> None:
    assert find_project(root / below) == Project(
        root, root / "source", (root / "themes", built_in_themes()), root / "build"
    )


@pytest.mark.parametrize("given", ["mine", "mine/source", "mine/source/guide.yaml", "x/../mine/."])
def test_a_source_can_be_named(given: str, root: Path) -> None:
    found = find_project(root.parent, Path(given))
    assert (found.root, found.source) == (root, root / "source")
    assert find_project(root.parent / "elsewhere", root.parent / given).source == root / "source"


def test_a_folder_with_a_guide_yaml_is_source_and_project_in_one(tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").touch()
    (tmp_path / "images").mkdir()
    found = find_project(tmp_path / "images")
    assert (found.root, found.source, found.build) == (tmp_path, tmp_path, tmp_path / "build")


def test_the_nearest_project_counts(root: Path) -> None:
    inner = root / "docs" / "source"
    inner.mkdir()
    (inner / "guide.yaml").touch()
    assert find_project(root / "docs" / "deep").source == inner


def test_results_can_go_elsewhere(root: Path) -> None:
    assert find_project(root / "docs", None, Path("../out")).build == root / "out"


def test_a_broken_guide_yaml_is_a_project_too(tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").symlink_to("nowhere")
    assert find_project(tmp_path).source == tmp_path


def test_no_project_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="guide init DIR"):
        find_project(tmp_path, tmp_path)
    with pytest.raises(UsageError, match="guide init DIR"):
        find_project(Path("/"))


def test_the_built_in_themes_are_there() -> None:
    assert (built_in_themes() / "serif" / "theme.yaml").is_file()
