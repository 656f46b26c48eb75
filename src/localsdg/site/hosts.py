"""At which addresses the course can be served, and what participants type to reach it."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass, field

_ADDRESS_OF_NOBODY = "192.0.2.1"  # set aside for examples (RFC 5737); nothing is sent to it
# Networks inside this computer, for containers and virtual machines: no phone reaches them.
_INSIDE = re.compile(r"(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|cali|vEthernet)")


class HostError(ValueError):
    """The course cannot be served there; the message says why, and what to do."""


@dataclass(frozen=True)
class Host:
    """Where the course is served.

    Attributes:
        address: the address of this computer that answers; ``0.0.0.0`` or ``::`` stands for all of them.
        names: what participants can type, the likeliest first; none if this computer is in no network.
    """

    address: str
    names: tuple[str, ...]
    _known: frozenset[str] = field(default=frozenset())

    @property
    def everywhere(self) -> bool:
        """Whether all addresses of this computer answer."""
        return ipaddress.ip_address(self.address).is_unspecified

    @property
    def open(self) -> bool:
        """Whether other computers can read the pages."""
        return not ipaddress.ip_address(self.address).is_loopback

    def addresses(self, port: int) -> list[str]:
        """Return what participants type, with the port."""
        return [f"http://{f'[{name}]' if ':' in name else name}:{port}/" for name in self.names]

    def answers_to(self, asked: str) -> bool:
        """Return whether a browser that asks for this host, with or without a port, means the course.

        A number cannot be pointed to another computer, so any number will do. Of names, only those of this computer
        count: everybody can let a name of their own lead here.
        """
        name = re.sub(r":\d*$", "", asked.strip()).strip("[]").rstrip(".").casefold()
        return not name or name in self._known or _number(name) is not None


def _own_names(*more: str) -> frozenset[str]:
    own = socket.gethostname().casefold()
    return frozenset(
        {"localhost", own, own.split(".")[0], f"{own.split('.')[0]}.local", *(name.casefold() for name in more)}
    )


def _number(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


LOCAL = Host("127.0.0.1", ("127.0.0.1",), _own_names())


def find_host(wanted: str) -> Host:
    """Return where to serve for what was written after ``--host``: an address, or a name of this computer.

    Raises:
        HostError: it is no address or name, or not one of this computer.
    """
    name = wanted.strip()
    if not re.fullmatch(r"[\w.:%-]{1,253}", name) or re.fullmatch(r"[^:]*:\d+|.*://.*", name):
        raise HostError(
            f"{_short(wanted)} is no address of a computer. Write a number or a name, without http:// and without a "
            f"port. {_advice()}"
        )
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise HostError(f"No computer named {_short(name)} is known here. {_advice()}") from error
    # A name may have several addresses: the first one that is ours, and that others reach, is taken.
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    own = [address for address in addresses if _is_own(address)]
    if not own:
        where = name if name in addresses else f"{name} leads to {addresses[0]}, which"
        raise HostError(f"{where} is not an address of this computer. {_advice()}")
    address = next((each for each in own if not ipaddress.ip_address(each).is_loopback), own[0])
    number = ipaddress.ip_address(address)
    if number.is_loopback and _number(name) is None and name.casefold() != "localhost":
        raise HostError(f"{name} leads to {address}, which only this computer itself reaches. {_advice()}")
    if number.is_link_local and number.version == 6:
        raise HostError(f"Browsers do not open the address {address}, which ends at the next cable. {_advice()}")
    if not number.is_unspecified:
        names: tuple[str, ...] = (name if _number(name) is None else address,)
        names += (address,) if address not in names else ()
    else:
        names = tuple(own_addresses(number.version))
    return Host(address, names, _own_names(name))


def own_addresses(version: int = 4) -> list[str]:
    """Return the addresses at which other computers reach this one, the likeliest first; with 6, those of IPv6 too."""
    import psutil  # type: ignore[import-untyped]

    running = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = []
    for card, addresses in psutil.net_if_addrs().items():
        if card in running and not _INSIDE.match(card):
            found += [number for each in addresses if (number := _number(each.address)) is not None]
    usable = [each for each in found if not each.is_loopback and (each.version == 4 or not each.is_link_local)]
    first = _way_out()
    # An address of the kind 169.254 is what a computer gives itself when no router gives it one.
    ranked = sorted(usable, key=lambda each: (each.version, str(each) != first, each.is_link_local))
    return [str(each) for each in ranked if each.version <= version]


def _way_out() -> str:
    """Return the address from which this computer would reach others; empty if it knows no way."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ADDRESS_OF_NOBODY, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _is_own(address: str) -> bool:
    """Return whether this computer answers at an address: it tries, at any free port."""
    number = _number(address.partition("%")[0])
    if number is None or number.is_multicast:
        return False
    with socket.socket(socket.AF_INET6 if number.version == 6 else socket.AF_INET) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 60 else f"“{text[:60]} …”"


def _advice() -> str:
    own = own_addresses()
    listed = f"This computer is {' and '.join(own)}. " if own else "This computer is in no network now. "
    return f"{listed}With --host 0.0.0.0 the course is served at every address that this computer has."
