"""Awareness and advocacy: what a message lacks, and a campaign budget that adds up to the cent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from localsdg.core.arguments import listed, mapping, number, shown, text
from localsdg.core.jargon import JARGON
from localsdg.core.methods import Finding, method
from localsdg.core.money import amount, split, sum_of_shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Message", "allocate", "check_message", "check_messages"]

MOST_WORDS = 60
LONGEST_SENTENCE = 25  # words; the limit of GOV.UK's style guide of 2014
_ABBREVIATION = re.compile(r"(?<![\w(])[A-Z]{2,}[0-9]*s?(?![\w)])")


@dataclass(frozen=True)
class Message:
    """A message to one audience.

    Attributes:
        text: what will be said or printed.
        audience: who should hear it.
        ask: what the audience should do.
        evidence: the fact behind it, with a number.
        source: where the fact comes from.
    """

    text: str
    audience: str = ""
    ask: str = ""
    evidence: str = ""
    source: str = ""


@method(
    title="Five elements of a message",
    formula=r"\text{length} \leq 60 \text{ words; plain words; audience; ask; evidence with source}",
    unit="findings",
    source="this course; 25 words a sentence: GOV.UK style guide, 2014",
    version="version 2, with abbreviations",
    lesson="1.4",
    note="A rule cannot judge whether a message convinces.",
)
def check_message(message: Message) -> list[Finding]:
    """Check the five elements of a message as far as a rule can: length, plain words, audience, ask and evidence.

    The rule sees whether something is there, not whether it is good: a figure is a digit in the evidence, and whether
    the message moves anybody, only people can judge. Limits: 60 words and a list of jargon, which is found with its
    endings too (this course's); 25 words a sentence (GOV.UK, 2014). An abbreviation counts as jargon unless it also
    stands in brackets, behind the words it is short for.

    Raises:
        ValueError: the message has no words.
        TypeError: not a message, or a part of it is not text.
    """
    if not isinstance(message, Message):
        raise TypeError(f"{message!r} is no message: make one with Message(text=..., audience=..., ask=...).")
    for name in ("text", "audience", "ask", "evidence", "source"):
        text(getattr(message, name), f"{name} of the message")
    words = [word for word in message.text.split() if re.search(r"\w", word)]
    if not words:
        raise ValueError("The message has no text: write one or two sentences first.")
    findings = []
    if len(words) > MOST_WORDS:
        repair = f"Keep what the audience needs: at most {MOST_WORDS} words."
        findings.append(Finding("length", "length", f"{len(words)} words.", repair))
    sentences = [part.split() for part in re.split(r"[.!?…]+(?:\s|$)", message.text) if re.search(r"\w", part)]
    longest = max(sentences, key=len)
    if len(longest) > LONGEST_SENTENCE:
        start = " ".join(longest[:5])
        found = f"The sentence “{start} …” has {len(longest)} words."
        findings.append(Finding("length", "length", found, "Cut it in two."))
    lower = message.text.casefold()
    for term in JARGON:
        hit = re.search(rf"\b{re.escape(term)}\w*", lower)
        if hit:
            found = f"“{hit[0]}” is a word of specialists."
            findings.append(Finding("plain words", "jargon", found, "Say it in the audience's words."))
    for short in dict.fromkeys(_ABBREVIATION.findall(message.text)):
        base = short.removesuffix("s")
        if f"({base})" not in message.text and f"({base}s)" not in message.text:
            found = f"“{short}” is an abbreviation, or a word in capitals."
            findings.append(Finding("plain words", "jargon", found, "Write it out in words."))
    if not message.audience.strip():
        findings.append(Finding("audience", "audience", "No audience is named.", "Say who should hear this."))
    if not message.ask.strip():
        findings.append(
            Finding(
                "ask", "ask", "The message does not ask for anything.", "Say what the audience should do, and by when."
            )
        )
    if not re.search(r"\d", message.evidence):
        findings.append(
            Finding("evidence", "evidence", "There is no figure.", "Give one number with its unit and year.")
        )
    elif not message.source.strip():
        findings.append(Finding("evidence", "evidence", "The figure has no source.", "Say where it comes from."))
    return findings


@method(
    title="One matter, several audiences",
    formula=r"\text{five elements of each; no two with the same words or for the same audience}",
    unit="findings",
    source="this course",
    version="version 1",
    lesson="1.4",
    note="That two messages differ does not say that each fits its audience. Ask somebody who belongs to it.",
)
def check_messages(messages: Sequence[Message]) -> list[Finding]:
    """Check messages on one matter to several audiences: each by :func:`check_message`, then all of them together.

    Each finding is about "message 1: length" and so on. Of all together: two messages with the same words, or for the
    same audience, are one message sent twice. Small and capital letters and blanks make no difference.

    Raises:
        ValueError: no messages, or one without words.
        TypeError: no list, a member that is no message, or a part of one that is not text.
    """
    given = listed(messages, "messages", "messages, such as [Message(text=...)]")
    if not given:
        raise ValueError("There are no messages: give at least one.")
    findings = []
    for position, message in enumerate(given, start=1):
        if not isinstance(message, Message):
            raise TypeError(f"Message {position} is {shown(message)}: make one with Message(text=..., audience=...).")
        findings += [
            Finding(f"message {position}: {each.about}", each.rule, each.found, each.repair)
            for each in check_message(message)
        ]
    for name, repair in (
        ("text", "Say it in the words of each audience."),
        ("audience", "Write one message for each."),
    ):
        seen: dict[str, int] = {}
        for position, message in enumerate(given, start=1):
            words = " ".join(getattr(message, name).casefold().split())
            first = seen.setdefault(words, position)
            if words and first != position:
                same = "has the same words as" if name == "text" else "is for the same audience as"
                found = f"It {same} message {first}."
                findings.append(Finding(f"message {position}: {name}", f"same {name}", found, repair))
    return findings


@method(
    title="Budget divided exactly",
    formula=r"b_i = \lfloor B s_i / 100 \rfloor_{0.01} + 0.01 \, c_i, \quad c_i \in \{0, 1\}, "
    r"\quad \sum_i b_i = B",
    unit="money, to the cent",
    source="method of the largest remainder (Hamilton)",
    version="common rule",
    lesson="1.4",
    note="Cents that are left go to the largest remainders; of equal ones, to the first in the list.",
)
def allocate(total: Decimal | int | str | float, shares: Mapping[str, float]) -> dict[str, Decimal]:
    """Divide a campaign budget by shares in percent, so that the parts add up to the total to the cent.

    Cents that rounding leaves over go to the parts that lost most; of equal parts, to the first.

    Args:
        total: the budget in money, with at most two decimals.
        shares: by use, its share in percent; together 100.

    Raises:
        ValueError: an amount that is no money, no shares, a negative one, or shares that do not add up to 100.
        TypeError: a share that is no number.

    Example:
        >>> allocate(100, {"radio": 62.5, "posters": 37.5})
        {'radio': Decimal('62.50'), 'posters': Decimal('37.50')}
    """
    money = amount(total, "total")
    if money < 0:
        raise ValueError(f"total is {money}: a budget is zero or more.")
    parts = {
        name: number(share, f"{name}: the share", "percent, zero or more", least=0)
        for name, share in mapping(shares, "shares", "a share in percent for each use").items()
    }
    if not parts:
        raise ValueError("There are no shares: give at least one use with its share in percent.")
    together = sum_of_shares(parts.values(), 100)
    if together != 100:
        hint = "They look like shares of 1: multiply them by 100." if sum_of_shares(parts.values(), 1) == 1 else ""
        hint = hint or f"Change one of them by {100 - together:+f}."
        raise ValueError(f"The shares add up to {together.normalize():f}, not to 100. {hint}")
    return dict(zip(parts, split(money, list(parts.values())), strict=True))
