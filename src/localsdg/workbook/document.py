"""The document: fields, each with the time of its entry, and how several documents become one.

Since every field has its time, two copies of a workbook can always be put together (:func:`merge`), and two open
notebooks never undo each other's work.
"""

from __future__ import annotations

import json
import os
import warnings
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from localsdg.core.files import write_whole
from localsdg.workbook import figures as tables
from localsdg.workbook.earlier import from_version_1, from_version_2
from localsdg.workbook.fields import (
    WHOLE_PARTS,
    Entry,
    Field,
    Values,
    different,
    key_of,
    leaves,
    same,
    time_after,
    together,
)
from localsdg.workbook.file import alone, set_aside
from localsdg.workbook.places import (
    AT_WORK,
    MARKS,
    MEASURED,
    Address,
    Chosen,
    address_of,
    indicator_at_work,
    known_parts,
    name_at,
)
from localsdg.workbook.schema import (
    WorkbookError,
    WorkbookWarning,
    fault_of,
    read_json,
    see_figures,
    see_size,
    wrong,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FORMAT = "localsdg workbook"
VERSION = 3


@dataclass(frozen=True)
class Conflict:
    """A field of which merged workbooks hold different values: the one kept, and the others, latest first."""

    address: Address
    kept: Entry
    others: tuple[Entry, ...]


@dataclass
class Workbook:
    """What a learner has entered: the records of which the review is made, and what belongs to a lesson alone.

    Attributes:
        fields: by their address, such as ``("records", "municipality", "here", "name")``.
        by: whose it is, and who writes in it; "" if the workbook has no name.
        figures: the table of figures, a row each: text by the names of ``localsdg.workbook.figures.COLUMNS``.
    """

    fields: dict[Address, Field] = field(default_factory=dict)
    by: str = field(default="", compare=False)
    figures: list[tables.Figure] = field(default_factory=list)

    @classmethod
    def parse(cls, content: str | bytes, name: str = "The workbook") -> Self:
        """Read a workbook from the content of a file, of this version or an earlier one.

        Raises:
            WorkbookError: the content is damaged, is too large, is something else, or was written by a newer version.
        """
        see_size(content, name)
        document = read_json(content, name)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise WorkbookError(
                "foreign",
                f'{name} is not a workbook of this course: it should begin with "format": "{FORMAT}". '
                "Choose a file that this course has written, such as workbook.json.",
            )
        version = document.get("version")
        if isinstance(version, bool) or not isinstance(version, int | float) or version % 1 or version < 1:
            raise wrong(name, ("version",), f"{version!r} is no version")
        if version > VERSION:
            raise WorkbookError(
                "newer",
                f"{name} has version {version}; this installation reads versions up to {VERSION}. "
                "Update localsdg, then open the workbook again.",
            )
        try:
            if version == 1:
                document = from_version_1(document, name)
            see_figures(document.get("figures"), name)
            if fault := fault_of(document):
                raise wrong(name, *fault)
            fields = dict(_addressed(document)) if version == VERSION else from_version_2(document)
        except RecursionError as error:
            raise WorkbookError("damaged", f"{name} is damaged: its entries are nested without end.") from error
        return cls(fields, document.get("by", ""), document.get("figures", []))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a workbook file; one that does not exist yet is an empty workbook.

        Raises:
            WorkbookError: the file cannot be read, is damaged, is something else, or was written by a newer version.
        """
        path = Path(path)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise WorkbookError("closed", f"{path} cannot be read: {error.strerror}. Close it elsewhere.") from error
        return cls.parse(content, str(path))

    def document(self) -> dict[str, Any]:
        """Return the workbook as plain values, as ``workbook.schema.json`` describes it."""
        found: dict[str, Any] = {"format": FORMAT, "version": VERSION, "records": {}, "marks": {}, "lessons": {}}
        found |= {"by": self.by} if self.by else {}
        for address in sorted(self.fields):
            node = found
            for step in address[:-1]:
                node = node.setdefault(step, {})
            node[address[-1]] = self.fields[address].raw()
        return found | ({"figures": deepcopy(self.figures)} if self.figures else {})

    def text(self) -> str:
        """Return the content of the file: the same for the same entries, in whatever order they were made."""
        document = self.document()
        document.pop("figures", None)
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
        if self.figures:
            text = text.removesuffix("\n}") + f',\n "figures": {tables.lines(self.figures)}\n}}'
        return text + "\n"

    @property
    def profile(self) -> Values:
        """The profile of the municipality, such as ``{"name": "Port Amani (fictional)"}``."""
        return self.entry("", "profile")

    def records(self, kind: str) -> dict[str, Values]:
        """Return all records of a kind by their id: ``records("judgement")["11.1"]["whose"]``."""
        found: dict[str, dict[str, Address]] = {}
        for address in self.fields:
            if address[:2] == ("records", kind):
                found.setdefault(address[2], {})[address[3]] = address
        values = ((key_of(name), self._nested(found[name])) for name in sorted(found))
        return {name: record for name, record in values if record}

    @property
    def lessons(self) -> dict[str, dict[str, Values]]:
        """What was entered in each lesson, by part: ``lessons["3.2"]["municipality"]["boundary"]``.

        What a form and an exercise share stands with the form, and the municipality, which every form shows, in the
        profile.
        """
        own = sorted({(address[1], address[2]) for address in self.fields if address[0] == "lessons"})
        found: dict[str, dict[str, Values]] = {}
        shown: set[tuple[str, Address]] = set()
        for lesson, part in dict.fromkeys([*known_parts(), *own]):
            named = self._named(lesson, part)
            new = {
                name: each for name, each in named.items() if each[1] != "municipality" and (lesson, each) not in shown
            }
            shown |= {(lesson, each) for each in new.values()}
            if values := self._nested(new):
                found.setdefault(lesson, {})[part] = values
        return {lesson: found[lesson] for lesson in sorted(found)}

    def entry(self, lesson: str, part: str) -> Values:
        """Return one part of a lesson, such as ``entry("3.2", "municipality")``; empty if nothing was entered.

        A lesson of "" is the course itself, with the parts "profile", "needs" and "workshop".
        """
        return self._nested(self._named(lesson, part))

    @property
    def unused(self) -> dict[Address, Any]:
        """Entries of earlier versions in whose place a record has another value: kept, and shown, but not used."""
        return {
            address: each.value
            for address, each in self.fields.items()
            if address[0] == "lessons" and address_of(address[1], address[2], address[3]) != address
        }

    @property
    def at_work(self) -> str:
        """The id of the indicator on which lessons 3.3 to 3.5 work: "first", until the learner has taken another."""
        return indicator_at_work(self._value(AT_WORK))

    @property
    def measured(self) -> str:
        """The id of the indicator by which lesson 2.6 measures the outcome of the first action; in the same way."""
        return indicator_at_work(self._value(MEASURED))

    @property
    def _chosen(self) -> Chosen:
        return Chosen(self.at_work, self.measured)

    @property
    def taken(self) -> dict[Address, tuple[str, str]]:
        """Records taken over from an example and not replaced since: "fictional" or "example", and of which town.

        A mark says which value it marks. A record with another value by now is the learner's.
        """
        found: dict[Address, tuple[str, str]] = {}
        for address, mark in self.fields.items():
            match mark.value:
                case [value, str(kind), str(origin)] if (marked := _marked(address)) in self.fields:
                    if same(value, self.fields[marked].value):
                        found[marked] = (kind, origin)
        return found

    def record(self, lesson: str, part: str, entry: Mapping[str, Any], since: Mapping[str, Any] | None = None) -> None:
        """Put one part of a lesson into the workbook.

        Fields that are the same keep their time. Fields that ``entry`` does not name stay as they are; one that holds
        None, an empty text or an empty list is cleared. With ``since``, the entry as the learner found it, only what
        differs from it is recorded, and what it names and ``entry`` does not is cleared: so entries made elsewhere in
        the meantime stay. A lesson of "" is the course itself, as in :meth:`entry`.

        Raises:
            WorkbookError: a lesson, a part, a name or a value is not as the schema describes it.
        """
        whole = part in WHOLE_PARTS
        new = dict(leaves(_plain(entry), whole))
        chosen = self._chosen
        addresses = {name: address_of(lesson, part, name, chosen) for name in new}
        old = {name: self._value(addresses[name]) for name in new}
        if since is not None:
            old = dict(leaves(_plain(since), whole))
            addresses |= {name: address_of(lesson, part, name, chosen) for name in old}
        changed = Workbook()
        now = datetime.now(UTC)
        for name, address in addresses.items():
            value = new.get(name)
            if same(value, old.get(name)) or same(value, self._value(address)):
                continue
            present = self.fields.get(address)
            changed.fields[address] = (
                present.replaced(value, now, self.by) if present else Field(value, time_after(now), self.by)
            )
        if fault := fault_of(changed.document()):
            where, words = fault
            raise WorkbookError("wrong", f"A workbook cannot hold this, at {'/'.join(where)}: {words}.", where)
        self.fields.update(changed.fields)

    def save(self, path: str | Path) -> Path | None:
        """Save the workbook. Entries that the file has got in the meantime stay: the two are merged.

        The file is replaced in one step, so that a crash leaves the earlier or the new one whole. A file that cannot be
        read is first copied to a name of its own, with a warning.

        Returns:
            That copy, or None.

        Raises:
            WorkbookError: the computer does not let us write the file.
        """

        def change(present: Workbook) -> Workbook:
            return replace(merge([present, self]).workbook, by=self.by or present.by)

        return update(Path(path), change)

    def _named(self, lesson: str, part: str) -> dict[str, Address]:
        """Return the addresses of a part by the names under which the lesson knows them."""
        chosen = self._chosen
        named = ((name_at(lesson, part, address, chosen), address) for address in self.fields)
        return {name: address for name, address in named if name is not None}

    def _nested(self, named: Mapping[str, Address]) -> Values:
        """Return the values at some addresses; a name with slashes is a field inside a field."""
        found: Values = {}
        # Sorted, "a" comes before "a/b": if a name has both a value and fields below it, the fields are shown.
        for name in sorted(named):
            value = self.fields[named[name]].value
            if value is None:
                continue
            *way, last = map(key_of, name.split("/"))
            node = found
            for step in way:
                if not isinstance(node.get(step), dict):
                    node[step] = {}
                node = node[step]
            node[last] = deepcopy(value)
        return found

    def _value(self, address: Address) -> Any:
        return self.fields[address].value if address in self.fields else None


class Merged(NamedTuple):
    """Workbooks put together, and the fields in which they differ."""

    workbook: Workbook
    conflicts: list[Conflict]


def merge(workbooks: Iterable[Workbook]) -> Merged:
    """Put workbooks together: of each field the latest entry stays.

    The rule, field by field: the entry with the latest time stays. At the same time, an entry stays before a cleared
    field, and of two entries the one whose canonical JSON (RFC 8785) sorts last. Of one person only the latest entry
    counts, and of others only those that whoever wrote later had not seen: these stay beside it, until somebody
    chooses. The order of the workbooks does not matter, nor how they are grouped, nor whether one comes twice: the
    merged workbook is the same.

    Nothing is dropped silently: each field of which the given workbooks hold different values is a conflict, with the
    value kept and all others. Conflicts are those of the workbooks given; what an earlier merge has settled is settled.
    Of their tables of figures every different row stays. A merged workbook is nobody's: its entries say who wrote them.
    """
    workbooks = list(workbooks)
    found: dict[Address, list[Field]] = {}
    for workbook in workbooks:
        for address, each in workbook.fields.items():
            found.setdefault(address, []).append(each)
    merged = Workbook(figures=tables.together(workbook.figures for workbook in workbooks))
    conflicts = []
    for address, fields in sorted(found.items()):
        merged.fields[address] = together(fields)
        kept, *others = different(each.entry for each in fields)
        if others:
            conflicts.append(Conflict(address, kept, tuple(others)))
    return Merged(merged, conflicts)


def update(path: Path, change: Callable[[Workbook], Workbook]) -> Path | None:
    """Read, change and replace a workbook file while no other notebook does."""
    path = Path(os.path.realpath(path))
    copy = None
    with alone(path):
        try:
            workbook = Workbook.load(path)
            before = workbook.text() if path.exists() else None
        except WorkbookError as error:
            if error.fault == "closed":
                raise
            workbook, before = Workbook(), None
            copy = set_aside(path, error.fault)
            warnings.warn(
                f"{error} It is kept as {copy.name}, and a new workbook was begun.", WorkbookWarning, stacklevel=5
            )
        changed = change(workbook)
        see_figures(changed.figures, path.name)
        after = changed.text()
        see_size(after, path.name)
        if after != before:
            write_whole(path, after.encode("utf-8", "backslashreplace"), replace=True)
    return copy


def _marked(address: Address) -> Address:
    """Return what a mark marks; an address of no mark marks nothing."""
    match address:
        case ("marks", *rest):
            return ("records", *rest)
        case ("lessons", lesson, part, name) if part.endswith(MARKS):
            return ("lessons", lesson, part.removesuffix(MARKS), name)
        case _:
            return ()


def _plain(entry: Mapping[str, Any]) -> Values:
    """Return an entry as plain JSON values; tuples become lists, and what JSON cannot hold is named."""
    try:
        found: Values = json.loads(json.dumps(dict(entry), allow_nan=False))
    except (TypeError, ValueError) as error:
        raise WorkbookError(
            "wrong", f"An entry can hold texts, numbers, lists and dicts with texts as keys. Found: {error}."
        ) from error
    return found


def _addressed(document: dict[str, Any]) -> Iterator[tuple[Address, Field]]:
    for group in ("records", "marks", "lessons"):
        for first, inside in document[group].items():
            for second, fields in inside.items():
                for name, raw in fields.items():
                    yield (group, first, second, name), Field.read(raw)
