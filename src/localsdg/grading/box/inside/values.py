"""Encodes values as JSON, to send them from a student's process to the one that checks; so none of them can hold code.

Only exact types are known. A value of any other type, also of a subclass of a known one, arrives as ``Unknown``, with
which no check can be passed.
"""

from __future__ import annotations

import base64
import builtins
import datetime
import decimal
import fractions
import sys
import traceback
from typing import Any

DEEPEST = 60
TEXTS = {
    "decimal": decimal.Decimal,
    "fraction": fractions.Fraction,
    "date": datetime.date,
    "datetime": datetime.datetime,
    "time": datetime.time,
}
GROUPS: dict[str, Any] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
PLAIN_KINDS = "biufcSUmM"  # of numpy: those that are bytes without Python objects
OWN_DTYPES = ("str", "string", "boolean", "category", "Int", "UInt", "Float", "datetime64", "timedelta64", "period")


class Unknown:
    """A value of a type that cannot be checked."""

    def __init__(self, kind: str, text: str) -> None:
        self._kind, self._text = kind, text

    def __repr__(self) -> str:
        return f"<a value of the type {self._kind}, which cannot be checked: {self._text}>"


def encode(value: Any, depth: int = 0) -> list[Any]:
    """Return a value as a list that JSON can hold: the name of its kind, then its parts."""
    kind = type(value)
    if depth > DEEPEST:
        return ["unknown", kind.__name__, "nested too deeply"]
    if value is None or kind in (bool, str):
        return ["plain", value]
    if kind is int:
        return ["int", hex(value)]
    if kind is float:
        return ["float", value.hex()]
    if kind is complex:
        return ["complex", value.real.hex(), value.imag.hex()]
    if kind is bytes:
        return ["bytes", base64.b64encode(value).decode()]
    for name, group in GROUPS.items():
        if kind is group:
            return [name, [encode(item, depth + 1) for item in value]]
    if kind is dict:
        return ["dict", [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]]
    if kind is range:
        return ["range", value.start, value.stop, value.step]
    if kind is datetime.timedelta:
        return ["timedelta", value.days, value.seconds, value.microseconds]
    for name, known in TEXTS.items():
        if kind is known:
            return [name, value.isoformat() if hasattr(value, "isoformat") else str(value)]
    found = _encode_numpy(value, depth) or _encode_pandas(value, depth)
    return found or ["unknown", kind.__name__, repr(value)[:200]]


def _encode_numpy(value: Any, depth: int) -> list[Any] | None:
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    if type(value) is numpy.ndarray:
        if value.dtype.kind in PLAIN_KINDS:
            data = base64.b64encode(numpy.ascontiguousarray(value).tobytes()).decode()
            return ["array", value.dtype.str, list(value.shape), data]
        if value.dtype == object:
            return ["objects", list(value.shape), [encode(item, depth + 1) for item in value.ravel().tolist()]]
        return None
    if isinstance(value, numpy.generic) and type(value) is value.dtype.type and value.dtype.kind in PLAIN_KINDS:
        return ["scalar", value.dtype.str, base64.b64encode(value.tobytes()).decode()]
    return None


def _encode_pandas(value: Any, depth: int) -> list[Any] | None:
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return None
    kind = type(value)
    if value is pandas.NaT or value is pandas.NA:
        return ["missing", "NaT" if value is pandas.NaT else "NA"]
    if kind is pandas.Timestamp:
        return ["timestamp", value.isoformat(), str(value.tz) if value.tz is not None else ""]
    if kind is pandas.Timedelta:
        return ["pandas timedelta", value.value if value.unit == "ns" else value.as_unit("ns").value]
    if kind is pandas.Series:
        return ["series", encode(value.index, depth + 1), _column(value, depth), encode(value.name, depth + 1)]
    if kind is pandas.DataFrame:
        columns = [_column(value.iloc[:, column], depth) for column in range(value.shape[1])]
        return ["table", encode(value.index, depth + 1), encode(value.columns, depth + 1), columns]
    if kind is pandas.RangeIndex:
        return ["range index", value.start, value.stop, value.step, encode(value.name, depth + 1)]
    if kind is pandas.MultiIndex:
        items = [encode(item, depth + 1) for item in value.tolist()]
        return ["many indexes", items, encode(list(value.names), depth + 1)]
    if kind in (pandas.Index, pandas.DatetimeIndex, pandas.TimedeltaIndex, pandas.CategoricalIndex):
        steps = value.freqstr if isinstance(value, pandas.DatetimeIndex) else None
        return ["index", _column(value, depth), encode(value.name, depth + 1), steps]
    return None


def _column(column: Any, depth: int) -> list[Any]:
    """Encode the values of a column or an index: numpy's as bytes, others one by one with their type."""
    numpy = sys.modules["numpy"]
    values = column.to_numpy() if isinstance(column.dtype, numpy.dtype) else None
    if values is not None:
        return ["numpy", encode(values, depth + 1)]
    items = [encode(item, depth + 1) for item in column.astype(object).tolist()]
    return ["own", str(column.dtype), items]


def decode(encoded: Any) -> Any:
    """Return the value that was encoded.

    Raises:
        ValueError: the message does not have the form that ``encode`` gives.
    """
    try:
        return _decode(encoded)
    except (TypeError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no value: {error}") from error


def _decode(encoded: Any) -> Any:
    kind, *parts = encoded
    if kind == "plain":
        if type(parts[0]) not in (type(None), bool, str):
            raise ValueError("this is no plain value")
        return parts[0]
    if kind == "int":
        return int(parts[0], 16)
    if kind == "float":
        return float.fromhex(parts[0])
    if kind == "complex":
        return complex(float.fromhex(parts[0]), float.fromhex(parts[1]))
    if kind == "bytes":
        return base64.b64decode(parts[0])
    if kind in GROUPS:
        return GROUPS[kind](map(_decode, parts[0]))
    if kind == "dict":
        return {_decode(key): _decode(item) for key, item in parts[0]}
    if kind == "range":
        return range(*parts)
    if kind == "timedelta":
        return datetime.timedelta(*parts)
    if kind in TEXTS:
        known: Any = TEXTS[kind]
        return known.fromisoformat(parts[0]) if hasattr(known, "fromisoformat") else known(parts[0])
    if kind in ("array", "objects", "scalar"):
        return _decode_numpy(kind, parts)
    if kind == "unknown":
        return Unknown(str(parts[0])[:100], str(parts[1])[:200])
    return _decode_pandas(kind, parts)


def _decode_numpy(kind: str, parts: list[Any]) -> Any:
    import numpy

    if kind == "objects":
        values = numpy.empty(len(parts[1]), object)
        for index, item in enumerate(parts[1]):
            values[index] = _decode(item)
        return values.reshape(parts[0])
    dtype = numpy.dtype(str(parts[0]))
    if dtype.kind not in PLAIN_KINDS:
        raise ValueError("this type of numpy is not read")
    data = base64.b64decode(parts[-1])
    if kind == "scalar":
        return numpy.frombuffer(data, dtype)[0]
    return numpy.frombuffer(data, dtype).reshape(parts[1]).copy()


def _decode_pandas(kind: str, parts: list[Any]) -> Any:
    import pandas

    if kind == "missing":
        return pandas.NaT if parts[0] == "NaT" else pandas.NA
    if kind == "timestamp":
        time = pandas.Timestamp(parts[0])
        return time.tz_convert(parts[1]) if parts[1] else time
    if kind == "pandas timedelta":
        return pandas.Timedelta(int(parts[0]), "ns")
    if kind == "series":
        return pandas.Series(_decode_column(parts[1]), _decode(parts[0]), name=_decode(parts[2]))
    if kind == "table":
        index, columns = _decode(parts[0]), _decode(parts[1])
        series = dict(enumerate(pandas.Series(_decode_column(column), index) for column in parts[2]))
        table = pandas.DataFrame(series, index)
        table.columns = columns
        return table
    if kind == "range index":
        start, stop, step = map(int, parts[:3])
        return pandas.RangeIndex(start, stop, step, name=_decode(parts[3]))
    if kind == "many indexes":
        return pandas.MultiIndex.from_tuples([_decode(item) for item in parts[0]], names=_decode(parts[1]))
    if kind == "index":
        index = pandas.Index(_decode_column(parts[0]), name=_decode(parts[1]))
        return index if parts[2] is None else pandas.DatetimeIndex(index, freq=str(parts[2]))
    raise ValueError("this kind of value is not known")


def _decode_column(encoded: list[Any]) -> Any:
    import pandas

    if encoded[0] == "numpy":
        return _decode(encoded[1])
    dtype: Any = str(encoded[1])
    if not dtype.startswith(OWN_DTYPES):
        raise ValueError("this type of pandas is not read")
    array: Any = pandas.array
    return array([_decode(item) for item in encoded[2]], dtype=dtype)


def encode_error(error: BaseException) -> list[str]:
    """Encode an exception as the name of its type, its text, and the line of the answer in which it was raised."""
    return [type(error).__name__, str(error)[:2000], _line_of(error)]


def _line_of(error: BaseException) -> str:
    """Return the last line of a cell that an error went through; an empty text if it went through none."""
    found = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if "/ipykernel_" in frame.filename:
            found = f"In the answer, {frame.name}, line {frame.lineno}: {frame.line or ''}"
    return found[:300]


def decode_error(encoded: Any) -> Exception:
    """Return an exception of the built-in type of that name, else a ``RuntimeError`` that names it.

    ``StopIteration`` is one of these others: it would end a loop of the check, such as ``map``, without a word.
    """
    name, text = str(encoded[0]), str(encoded[1])
    error = _error(name, text)
    if len(encoded) > 2 and encoded[2]:
        error.add_note("".join(sign for sign in str(encoded[2])[:300] if sign.isprintable()))
    return error


def _error(name: str, text: str) -> Exception:
    kind = None if name in ("StopIteration", "StopAsyncIteration") else getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(text)
        except TypeError:
            pass
    return RuntimeError(f"{name}: {text}")
