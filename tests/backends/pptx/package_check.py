"""Checks of a deck's package that validators of the schema do not make."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from openxml_audit import (  # type: ignore[import-untyped]
    FileFormat,
    OpenXmlValidator,
)

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN = "ppt/presentation.xml"


def audit(data: bytes) -> list[str]:
    """Return what `openxml-audit` finds in a deck."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.pptx"
        path.write_bytes(data)
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50).validate(path)
    return [str(error) for error in result.errors]


def problems(data: bytes) -> list[str]:
    """Return what is wrong with a deck's package."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if bad := archive.testzip():
                return [f"damaged: {bad}"]
            files = {name: archive.read(name) for name in names}
    except zipfile.BadZipFile as error:
        return [f"no zip file: {error}"]
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        return [f"twice in the zip: {twice}"]
    trees = {}
    for name, content in files.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                return [f"{name}: {error}"]
    if missing := {"[Content_Types].xml", "_rels/.rels", MAIN} - set(trees):
        return [f"missing: {sorted(missing)}"]
    return list(_Package(files, trees).problems())


# What a part of each folder must be related to.
_NEEDS = {
    "ppt/slides": {"slideLayout"},
    "ppt/slideLayouts": {"slideMaster"},
    "ppt/slideMasters": {"slideLayout", "theme"},
    "ppt/notesSlides": {"slide", "notesMaster"},
    "ppt/notesMasters": {"theme"},
}


class _Package:
    def __init__(self, files: dict[str, bytes], trees: dict[str, etree._Element]) -> None:
        self._files = files
        self._trees = trees
        self._rels = {
            name: {
                r.get("Id") or "": (r.get("Type") or "", r.get("Target") or "", r.get("TargetMode"))
                for r in tree
            }
            for name, tree in trees.items()
            if name.endswith(".rels")
        }

    def problems(self) -> Iterator[str]:
        yield from self._types()
        yield from self._relationships()
        yield from self._slide_list()
        titles: list[str] = []
        for name in self._slides():
            yield from self._slide(name, titles)
        if twice := [title for title, count in Counter(titles).items() if count > 1]:
            yield f"titles that are not unique: {twice}"

    def rels_of(self, name: str) -> dict[str, tuple[str, str, str | None]]:
        folder, base = posixpath.split(name)
        return self._rels.get(posixpath.join(folder, "_rels", f"{base}.rels"), {})

    def target(self, name: str, target: str) -> str:
        if target.startswith("/"):
            return target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))

    def _types(self) -> Iterator[str]:
        types = self._trees["[Content_Types].xml"]
        defaults = {e.get("Extension") for e in types.iter(f"{CT}Default")}
        overrides = [(e.get("PartName") or "")[1:] for e in types.iter(f"{CT}Override")]
        for name in self._files:
            is_plain = name.endswith(".xml") and name != "[Content_Types].xml"
            if is_plain and name not in overrides:
                yield f"{name} has no content type of its own"
            if name.rpartition(".")[2] not in defaults:
                yield f"{name} has no content type"
        for name in overrides:
            if name not in self._files:
                yield f"a content type for {name}, which is not there"

    def _relationships(self) -> Iterator[str]:  # noqa: C901, PLR0912 - one rule a branch
        reached, todo = set(), [""]
        while todo:
            source = todo.pop()
            rels = self._rels.get("_rels/.rels", {}) if not source else self.rels_of(source)
            for kind, target, mode in rels.values():
                if mode == "External":
                    if not target.startswith(("http://", "https://", "mailto:")):
                        yield f"{source}: an address that is none: {target}"
                    continue
                name = self.target(source, target)
                if name not in self._files:
                    yield f"{source}: {kind} points to {name}, which is not there"
                elif name not in reached:
                    reached.add(name)
                    todo.append(name)
        for name, tree in self._trees.items():
            if name.endswith(".rels"):
                ids = [r.get("Id") for r in tree]
                if len(set(ids)) < len(ids):
                    yield f"{name}: an id twice"
                continue
            if name != "[Content_Types].xml" and name not in reached:
                yield f"{name} belongs to nothing"
            known = self.rels_of(name)
            kinds = {kind.rpartition("/")[2] for kind, _, _ in known.values()}
            if lacking := _NEEDS.get(posixpath.dirname(name), set()) - kinds:
                yield f"{name} has no {sorted(lacking)}"
            for element in tree.iter():
                for key, value in element.attrib.items():
                    if str(key).startswith(R) and value not in known:
                        yield f"{name}: no relationship {value!r}"

    def _slides(self) -> list[str]:
        rels = self.rels_of(MAIN)
        ids = [e.get(f"{R}id") or "" for e in self._trees[MAIN].iter(f"{P}sldId")]
        names = [self.target(MAIN, rels[i][1]) for i in ids if i in rels]
        return [name for name in names if name in self._trees]

    def _slide_list(self) -> Iterator[str]:
        main = self._trees[MAIN]
        ids = [int(e.get("id") or 0) for e in main.iter(f"{P}sldId")]
        if len(set(ids)) < len(ids) or any(not 256 <= i < 2**31 for i in ids):
            yield "slide ids are not unique or out of range"
        kinds = {
            self.rels_of(MAIN).get(e.get(f"{R}id") or "", ("",))[0] for e in main.iter(f"{P}sldId")
        }
        if any(not kind.endswith("/slide") for kind in kinds):
            yield "the list of slides names something else"
        listed = [int(e.get("id") or 0) for e in main.iter(f"{P14}sldId")]
        if listed != ids:
            yield "sections do not list every slide once, in order"
        guids = [e.get("id") for e in main.iter(f"{P14}section")]
        if len(set(guids)) < len(guids):
            yield "sections share an id"
        big = [
            int(e.get("id") or 0)
            for name, tree in self._trees.items()
            for e in tree.iter(f"{P}sldMasterId", f"{P}sldLayoutId")
        ]
        if len(set(big)) < len(big) or any(i < 2**31 for i in big):
            yield "ids of masters and layouts are not unique or out of range"

    def _slide(self, name: str, titles: list[str]) -> Iterator[str]:
        tree = self._trees[name]
        ids = [e.get("id") for e in tree.iter(f"{P}cNvPr")]
        if len(set(ids)) < len(ids):
            yield f"{name}: an id of a shape twice"
        holders = list(tree.iter(f"{P}ph"))
        places = [(e.get("type"), e.get("idx")) for e in holders]
        if len(set(places)) < len(places):
            yield f"{name}: a placeholder twice"
        kinds = [e.get("type") for e in holders]
        if sum(kind in ("title", "ctrTitle") for kind in kinds) != 1:
            yield f"{name}: not one title"
        if not {"ftr", "sldNum"} <= set(kinds):
            yield f"{name}: no footer or number"
        layout = next((t for k, t, _ in self.rels_of(name).values() if k.endswith("Layout")), None)
        if layout is None or self.target(name, layout) not in self._trees:
            yield f"{name}: no layout"
        else:
            known = {e.get("idx") for e in self._trees[self.target(name, layout)].iter(f"{P}ph")}
            if strange := [e.get("idx") for e in holders if e.get("idx") not in known]:
                yield f"{name}: placeholders that the layout lacks: {strange}"
        for shape in tree.iter(f"{P}sp"):
            holder = shape.find(f".//{P}ph")
            if holder is not None and holder.get("type") in ("title", "ctrTitle"):
                title = "".join(str(text) for text in shape.itertext()).strip()
                titles.append(title)
                if not title:
                    yield f"{name}: an empty title"
        yield from self._contents(name, tree)

    def _contents(self, name: str, tree: etree._Element) -> Iterator[str]:
        for table in tree.iter(f"{A}tbl"):
            columns = len(list(table.iter(f"{A}gridCol")))
            if any(len(row.findall(f"{A}tc")) != columns for row in table.iter(f"{A}tr")):
                yield f"{name}: a row of a table is not as wide as its grid"
        if any(True for _ in tree.iter(f"{A}normAutofit", f"{A}spAutoFit")):
            yield f"{name}: text that shrinks or boxes that grow"
        for run in tree.iter(f"{A}r", f"{A}fld"):
            look = run.find(f"{A}rPr")
            if look is None or not look.get("lang") or int(look.get("sz") or 0) < 1200:
                yield f"{name}: a run without language or size"
        for picture in tree.iter(f"{P}pic"):
            about = picture.find(f".//{P}cNvPr")
            if about is None or not (about.get("descr") or len(about)):
                yield f"{name}: a picture without alternative text"
