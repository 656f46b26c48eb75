"""The document: fields, each with the time of its entry, and how several documents become one.

Since every field has its time, two copies of a workbook can always be put together (:func:`merge`), and two open
notebooks never undo each other's work.
"""

from __future__ import annotations

import contextlib
import json
import os
import warnings
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from localsdg.core.files import write_whole
from localsdg.workbook.file import alone, set_aside
from localsdg.workbook.schema import WorkbookError, WorkbookWarning, fault_of, read_json, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FORMAT = "localsdg workbook"
VERSION = 2
# Entries of version 1 carry no time: any entry with a time is taken for a later one.
UNKNOWN_TIME = "1970-01-01T00:00:00.000Z"
LAST_TIME = "2999-12-31T23:59:59.999Z"
# In these parts the entry under each key is one field; elsewhere a field may hold further fields.
WHOLE_PARTS = frozenset({"questions"})

Values = dict[str, Any]


class Field(NamedTuple):
    """One entry: its value as plain JSON (None: cleared), and when it was made (UTC, to the millisecond)."""

    value: Any
    time: str


# Where a field stands: ("profile", "name") or ("lessons", "3.2", "municipality", "place").
Address = tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """A field of which merged workbooks hold different values: the one kept, and the others, latest first."""

    address: Address
    kept: Field
    others: tuple[Field, ...]


@dataclass
class Workbook:
    """What a learner has entered: the profile of the municipality, and the entries of each lesson by part."""

    fields: dict[Address, Field] = field(default_factory=dict)

    @classmethod
    def parse(cls, content: str | bytes, name: str = "The workbook") -> Self:
        """Read a workbook from the content of a file, of this version or an earlier one.

        Raises:
            WorkbookError: the content is damaged, is something else, or was written by a newer version.
        """
        document = read_json(content, name)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise WorkbookError(
                "foreign",
                f'{name} is no workbook of this course: it should begin with "format": "{FORMAT}". '
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
                document = _from_version_1(document, name)
            if fault := fault_of(document):
                raise wrong(name, *fault)
        except RecursionError as error:
            raise WorkbookError("damaged", f"{name} is damaged: its entries are nested without end.") from error
        return cls({address: Field(**entry) for address, entry in _addressed(document)})

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
        found: dict[str, Any] = {"format": FORMAT, "version": VERSION, "profile": {}, "lessons": {}}
        for address, entry in sorted(self.fields.items()):
            node = found
            for step in address[:-1]:
                node = node.setdefault(step, {})
            node[address[-1]] = entry._asdict()
        return found

    def text(self) -> str:
        """Return the content of the file: the same for the same entries, in whatever order they were made."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    @property
    def profile(self) -> Values:
        """The profile of the municipality, such as ``{"name": "Port Amani (fictional)"}``."""
        return self._values(("profile",))

    @property
    def lessons(self) -> dict[str, dict[str, Values]]:
        """All entries by lesson and part: ``lessons["3.2"]["municipality"]["place"]``."""
        found: dict[str, dict[str, Values]] = {}
        for lesson, part in sorted({(address[1], address[2]) for address in self.fields if address[0] == "lessons"}):
            if values := self.entry(lesson, part):
                found.setdefault(lesson, {})[part] = values
        return found

    def entry(self, lesson: str, part: str) -> Values:
        """Return one part of a lesson, such as ``entry("3.2", "municipality")``; empty if nothing was entered."""
        return self._values(("lessons", lesson, part))

    @property
    def taken(self) -> dict[Address, tuple[str, str]]:
        """Entries taken over from an example and not replaced since: "fictional" or "example", and of which town.

        The marks of a part stand in a part of their own, such as ``municipality_taken``: under the name of the field,
        the value it had when it was taken over, the kind and the town. A field with another value by now is the
        learner's.
        """
        found: dict[Address, tuple[str, str]] = {}
        for address, mark in self.fields.items():
            match address, mark.value:
                case ("lessons", lesson, part, name), [value, str(kind), str(origin)] if part.endswith("_taken"):
                    marked = ("lessons", lesson, part.removesuffix("_taken"), name)
                    if marked in self.fields and _same(value, self.fields[marked].value):
                        found[marked] = (kind, origin)
        return found

    def record(self, lesson: str, part: str, entry: Mapping[str, Any], since: Mapping[str, Any] | None = None) -> None:
        """Put one part of a lesson into the workbook.

        Fields that are the same keep their time. Fields that ``entry`` does not name stay as they are; one that holds
        None, an empty text or an empty list is cleared. With ``since``, the entry as the learner found it, only what
        differs from it is recorded, and what it names and ``entry`` does not is cleared: so entries made elsewhere in
        the meantime stay.

        Raises:
            WorkbookError: a lesson, a part, a name or a value is not as the schema describes it.
        """
        self._record(("lessons", lesson, part), entry, since)

    def record_profile(self, entry: Mapping[str, Any], since: Mapping[str, Any] | None = None) -> None:
        """Put fields of the municipality's profile into the workbook, by the rules of :meth:`record`."""
        self._record(("profile",), entry, since)

    def save(self, path: str | Path) -> Path | None:
        """Save the workbook. Entries that the file has got in the meantime stay: the two are merged.

        The file is replaced in one step, so that a crash leaves the earlier or the new one whole. A file that cannot be
        read is first copied to a name of its own, with a warning.

        Returns:
            That copy, or None.

        Raises:
            WorkbookError: the computer does not let us write the file.
        """
        return update(Path(path), lambda present: merge([present, self]).workbook)

    def _values(self, group: Address) -> Values:
        found: Values = {}
        # Sorted, "a" comes before "a/b": if a name has both a value and fields below it, the fields are shown.
        for address in sorted(each for each in self.fields if each[:-1] == group):
            entry = self.fields[address]
            if entry.value is None:
                continue
            *way, last = (step.replace("~1", "/").replace("~0", "~") for step in address[-1].split("/"))
            node = found
            for step in way:
                if not isinstance(node.get(step), dict):
                    node[step] = {}
                node = node[step]
            node[last] = deepcopy(entry.value)
        return found

    def _record(self, group: Address, entry: Mapping[str, Any], since: Mapping[str, Any] | None) -> None:
        whole = group[-1] in WHOLE_PARTS
        new = dict(_leaves(_plain(entry), whole))
        old = {name: self._value((*group, name)) for name in new}
        if since is not None:
            old = dict(_leaves(_plain(since), whole))
        changed = Workbook()
        now = datetime.now(UTC)
        for name in {**old, **new}:
            address = (*group, name)
            value = new.get(name)
            if _same(value, old.get(name)) or _same(value, self._value(address)):
                continue
            changed.fields[address] = Field(value, _time(now, self.fields.get(address)))
        if fault := fault_of(changed.document()):
            where, words = fault
            raise WorkbookError("wrong", f"A workbook cannot hold this, at {'/'.join(where)}: {words}.", where)
        self.fields.update(changed.fields)

    def _value(self, address: Address) -> Any:
        return self.fields[address].value if address in self.fields else None


class Merged(NamedTuple):
    """Workbooks put together, and the fields in which they differ."""

    workbook: Workbook
    conflicts: list[Conflict]


def merge(workbooks: Iterable[Workbook]) -> Merged:
    """Put workbooks together: of each field the latest entry stays.

    The rule, field by field: the entry with the latest time stays. At the same time, an entry stays before a cleared
    field, and of two entries the one whose canonical JSON (RFC 8785) sorts last. The order of the workbooks does not
    matter, nor how they are grouped, nor whether one comes twice: the merged workbook is the same.

    Nothing is dropped silently: each field of which the given workbooks hold different values is a conflict, with the
    value kept and all others. Conflicts are those of the workbooks given; what an earlier merge has settled is settled.
    """
    found: dict[Address, dict[str, Field]] = {}
    for workbook in workbooks:
        for address, entry in workbook.fields.items():
            values = found.setdefault(address, {})
            same = values.setdefault(canonical(entry.value), entry)
            values[canonical(entry.value)] = max(same, entry, key=_rank)
    ranked = {address: sorted(values.values(), key=_rank, reverse=True) for address, values in sorted(found.items())}
    conflicts = [Conflict(address, best, tuple(others)) for address, (best, *others) in ranked.items() if others]
    return Merged(Workbook({address: entries[0] for address, entries in ranked.items()}), conflicts)


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
        after = change(workbook).text()
        if after != before:
            write_whole(path, after.encode("utf-8", "backslashreplace"), replace=True)
    return copy


def canonical(value: Any) -> str:
    """Return a value as canonical JSON (RFC 8785): the same text for the same value, in Python and in the browser."""
    match value:
        case bool() | None:
            return json.dumps(value)
        case int() | float():
            return _number(float(value)) if abs(value) < 2**1024 else str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")
        case list():
            return f"[{','.join(map(canonical, value))}]"
        case _:
            pairs = sorted(value.items(), key=lambda pair: _units(pair[0]))
            return f"{{{','.join(f'{canonical(name)}:{canonical(inner)}' for name, inner in pairs)}}}"


def _number(number: float) -> str:
    """Write a number as JavaScript does (ECMA-262, Number::toString)."""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, decimals = mantissa.partition(".")
    digits = f"{whole}{decimals}".rstrip("0")
    point = len(whole) + int(exponent or 0) - (len(digits) - len(digits.lstrip("0")))
    digits = digits.lstrip("0")
    if 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        text = f"{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{point - 1:+d}"
    return f"-{text}" if number < 0 else text


def _units(text: str) -> bytes:
    """Sort texts as JavaScript does: by UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")


def _rank(entry: Field) -> tuple[str, bool, bytes]:
    return entry.time, entry.value is not None, _units(canonical(entry.value))


def _same(one: Any, other: Any) -> bool:
    return canonical(one) == canonical(other)


def _plain(entry: Mapping[str, Any]) -> Values:
    """Return an entry as plain JSON values; tuples become lists, and what JSON cannot hold is named."""
    try:
        found: Values = json.loads(json.dumps(dict(entry), allow_nan=False))
    except (TypeError, ValueError) as error:
        raise WorkbookError(
            "wrong", f"An entry can hold texts, numbers, lists and dicts with texts as keys. Found: {error}."
        ) from error
    return found


def _leaves(entry: Values, whole: bool, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the fields of an entry by name; what is empty has the value None."""
    for key, value in entry.items():
        name = before + key.replace("~", "~0").replace("/", "~1")
        if isinstance(value, dict) and value and not whole:
            yield from _leaves(value, whole, f"{name}/")
        else:
            yield name, None if value in ("", [], {}) else value


def _time(now: datetime, before: Field | None) -> str:
    """Return the present time, or one millisecond after the earlier entry if that is later (its clock ran fast)."""
    if before is not None:
        # A time such as 30 February passes the schema, but is no date: then the present time is used.
        with contextlib.suppress(ValueError):
            now = max(now, datetime.fromisoformat(before.time) + timedelta(milliseconds=1))
    return min(now.isoformat(timespec="milliseconds").replace("+00:00", "Z"), LAST_TIME)


def _from_version_1(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Bring a document of version 1, whose entries had no times, into the present form."""
    workbook = Workbook()
    if document.keys() != {"format", "version", "lessons"}:
        raise wrong(name, (), 'version 1 has "format", "version" and "lessons", and nothing else')
    for group, value in _nested(document, ("lessons",), 2, name):
        for field_name, leaf in _leaves(value, group[-1] in WHOLE_PARTS):
            if leaf is not None:
                workbook.fields[(*group, field_name)] = Field(leaf, UNKNOWN_TIME)
    return workbook.document()


def _nested(document: Any, way: tuple[str, ...], levels: int, name: str) -> Iterator[tuple[Address, Any]]:
    """Yield the values some levels below, with their keys; WorkbookError if one on the way is not an object."""
    value = document
    for step in way:
        value = value[step]
    if not isinstance(value, dict):
        raise wrong(name, way, "there should be an object in braces")
    if not levels:
        yield way, value
        return
    for key in value:
        yield from _nested(document, (*way, key), levels - 1, name)


def _addressed(document: dict[str, Any]) -> Iterator[tuple[Address, Values]]:
    for name, entry in document["profile"].items():
        yield ("profile", name), entry
    for lesson, parts in document["lessons"].items():
        for part, entries in parts.items():
            for name, entry in entries.items():
                yield ("lessons", lesson, part, name), entry
