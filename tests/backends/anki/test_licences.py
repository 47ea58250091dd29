"""No package that a user of the program installs is under the AGPL, LGPL or GPL alone."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

COPYLEFT = re.compile(r"\b(A|L)?GPL|Affero|General Public", re.IGNORECASE)
PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


def required(names: list[str]) -> dict[str, Distribution]:
    """Return what is installed of ``names`` and all that they require here."""
    found: dict[str, Distribution] = {}
    queue = [Requirement(name) for name in names]
    while queue:
        requirement = queue.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = requirement.name.lower().replace("_", "-")
        if name in found:
            continue
        found[name] = distribution(requirement.name)
        for extra in ("", *requirement.extras):
            queue += [
                entry
                for entry in map(Requirement, found[name].requires or [])
                if not entry.marker or entry.marker.evaluate({"extra": extra})
            ]
    return found


def licences(package: Distribution) -> list[str]:
    """Return what a package says about its licence; alternatives one by one."""
    meta = package.metadata
    expression = str(meta.json.get("license_expression") or "")
    if expression:
        return re.split(r"\s+OR\s+", expression)
    classifiers = [c for c in meta.get_all("Classifier") or [] if c.startswith("License ::")]
    return classifiers or [str(meta.json.get("license") or "").split("\n")[0]]


def test_no_copyleft_package_is_needed_at_run_time() -> None:
    names = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    packages = required(names)

    assert {"weasyprint", "jinja2", "pydantic"} <= packages.keys()
    # Of alternatives one may choose; the others must be none of these.
    bound = {
        name: found
        for name, package in packages.items()
        if (found := licences(package)) and all(COPYLEFT.search(text) for text in found)
    }
    assert bound == {}


def test_the_engine_of_the_tests_is_not_needed_at_run_time() -> None:
    names = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]

    assert "anki" not in required(names)
    try:
        engine = distribution("anki")
    except PackageNotFoundError as error:  # pragma: no cover - the tests need it
        raise AssertionError("install the development packages") from error
    assert all(COPYLEFT.search(text) for text in licences(engine))
