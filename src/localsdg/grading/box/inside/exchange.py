"""The strict mode: values and calls between a student's process and the one that checks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from localsdg.grading.box.inside import values
from localsdg.grading.box.inside.streams import wire

if TYPE_CHECKING:
    from localsdg.warmkernel.channel import Channel


class Exchange:
    """One side of the exchange; both processes are forked from the same kind of template.

    In the student's process, ``describe`` encodes values and ``call`` calls functions. In the one that checks, ``bind``
    makes copies of the values, and stand-ins that have the student's functions called over there.
    """

    def __init__(self, channel: Channel, space: dict[str, Any]) -> None:
        self.channel, self.space = channel, space
        self.bound: dict[str, Any] = {}

    def encode(self, value: object) -> list[Any]:
        """Encode a value for the peer; functions and classes become a marker, and are called over the channel."""
        return ["function"] if callable(value) else values.encode(value)

    def describe(self, names: list[str]) -> dict[str, Any]:
        """Return the student's values by their names."""
        known = {name: self.space[name] for name in names if name in self.space}
        return {name: self.encode(value) for name, value in known.items() if type(value) is not type(sys)}

    def call(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Call a student's function, with the functions and values that the check has put in place of others."""
        before = {name: self.space[name] for name in wanted["given"] if name in self.space}
        try:
            for name, encoded in wanted["given"].items():
                self.space[name] = self._asking(name) if encoded == ["function"] else values.decode(encoded)
            arguments = [values.decode(encoded) for encoded in wanted["arguments"]]
            options = {name: values.decode(encoded) for name, encoded in wanted["options"].items()}
            return {"value": values.encode(self.space[wanted["name"]](*arguments, **options))}
        except BaseException as error:
            return {"error": values.encode_error(error)}
        finally:
            self.space.update(before)
            sys.stdout.flush()
            sys.stderr.flush()
            wire.drain()

    def _asking(self, name: str) -> Any:
        """Return a stand-in for a function of the check."""

        def ask(*arguments: object, **options: object) -> Any:
            wire.put(["__ask__", self._wanted(name, arguments, options)])
            return self._result(self.channel.receive())

        return ask

    def _wanted(self, name: str, arguments: tuple[object, ...], options: dict[str, object]) -> dict[str, Any]:
        given = {key: values.encode(value) for key, value in options.items()}
        return {"name": name, "arguments": [values.encode(value) for value in arguments], "options": given}

    def _result(self, result: dict[str, Any]) -> Any:
        if "error" in result:
            raise values.decode_error(result["error"])
        return values.decode(result["value"])

    def bind(self, described: dict[str, Any], names: list[str]) -> dict[str, Any]:
        """Put copies and stand-ins into the space of the check; what the student does not have goes."""
        self.bound = {}
        for name in names:
            self.space.pop(name, None)
        for name in set(names) & described.keys():
            encoded = described[name]
            try:
                self.bound[name] = self._calling(name) if encoded == ["function"] else values.decode(encoded)
            except ValueError:
                self.bound[name] = values.Unknown("a message without form", "")
        self.space.update(self.bound)
        return {}

    def _calling(self, name: str) -> Any:
        """Return a stand-in for a function of the student."""

        def call(*arguments: object, **options: object) -> Any:
            wanted = self._wanted(name, arguments, options)
            others = {key: self.space[key] for key, value in self.bound.items() if self.space.get(key) is not value}
            wanted["given"] = {key: self.encode(value) for key, value in others.items()}
            sys.stdout.flush()
            wire.put(["__call__", wanted])
            while "ask" in (answer := self.channel.receive()):
                wire.put(["__answer__", self._answer(answer["ask"])])
            return self._result(answer["result"])

        call.__name__ = call.__qualname__ = name
        return call

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Have a function of the check answer the student's code."""
        try:
            name = asked["name"]
            if name not in self.bound or self.space[name] is self.bound[name]:
                raise NameError(f"name {name!r} is not defined")
            arguments = [values.decode(encoded) for encoded in asked["arguments"]]
            options = {str(key): values.decode(encoded) for key, encoded in asked["options"].items()}
            return {"value": values.encode(self.space[name](*arguments, **options))}
        except Exception as error:
            return {"error": values.encode_error(error)}
