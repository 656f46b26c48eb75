"""The widget of lesson 1.4: one matter, a message for each of three audiences, and what each message lacks."""

from localsdg.widgets.kit.base import CourseWidget

_WATER = "Homes with piped water, 2025: Saltfield 41.3 %, Old Quay 84.6 %."
_WATER_SOURCE = "Port Amani (fictional), indicator 6.1.1, 2025"

# Each message as audience, text, ask, evidence, source.
_COMPLETE = [
    [
        "Councillors of the finance committee",
        "In Saltfield four homes in ten have piped water. In Old Quay it is more than eight in ten. New mains close "
        "this gap, but only if the money of 2027 stays in the budget.",
        "Keep the part of 2027 for the mains in Saltfield at the vote in November.",
        _WATER,
        _WATER_SOURCE,
    ],
    [
        "Residents of Saltfield",
        "Water is coming to Saltfield, street by street. Four homes in ten have it now. Help us to find the homes that "
        "the map does not show.",
        "Come to the assembly in May with a sketch of your street.",
        _WATER,
        _WATER_SOURCE,
    ],
    [
        "The water office of the region",
        "Port Amani builds new mains in Saltfield. But one litre in three is lost on the way. With your team we can "
        "find the leaks before the new pipes are full.",
        "Lend us your leak team for two weeks in 2027.",
        "About one litre in three is lost on the way (2025).",
        "Port Amani (fictional), Local Development Plan 2026–2030",
    ],
]
_BROKEN = [
    [
        "",
        "Our holistic and cross-cutting approach will leverage the SDGs to operationalise an enabling environment for "
        "youth, which is why the town, together with all partners and in line with its vision, is launching a new "
        "initiative for everybody.",
        "Support us.",
        "Many young people are without work.",
        "",
    ],
    [
        "Employers at the harbour",
        "One young person in four is neither at work nor in training. A place in your workshop changes that for one.",
        "",
        "24.3 % of people aged 15 to 24 (2025)",
        "",
    ],
    [
        "Employers at the harbour",
        "Places for training are open. Young women are asked first.",
        "Come to the town hall before 30 June.",
        "28.6 % of young women are neither at work nor in training (2025).",
        "Port Amani (fictional), indicator 8.6.1, 2025",
    ],
]


class MessageChecker(CourseWidget, module="message_checker"):
    """Write a message for each of three audiences; read what each lacks, by rules that are explained.

    ``answer`` holds ``messages`` (as :class:`localsdg.localizing.Message` takes them; those without any entry are left
    out), and ``findings``, triples of the message's place, the element and the rule. Messages are kept in
    ``workbook.json``; on a built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        fictional = {"from": ["fictional", "Port Amani"]}
        data = {
            "cases": [
                {"name": "Water for Saltfield", "hint": "Port Amani (fictional), complete", "messages": _COMPLETE}
                | fictional,
                {"name": "A broken campaign", "hint": "Port Amani (fictional): repair it", "messages": _BROKEN}
                | fictional,
            ],
        }
        super().__init__(data, keeps=("1.4", "messages", "messages_taken"))
