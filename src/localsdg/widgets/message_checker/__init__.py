"""The widget of lesson 1.4: one matter, a message for each of three audiences, and what each message lacks."""

from localsdg.widgets.kit.base import CourseWidget


class MessageChecker(CourseWidget, module="message_checker"):
    """Write a message for each of three audiences; read what each lacks, by rules that are explained.

    ``answer`` holds ``messages`` (as :class:`localsdg.localizing.Message` takes them; those without any entry are left
    out), and ``findings``, triples of the message's place, the element and the rule. Messages are kept in
    ``workbook.json``; on a built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        fictional = {"from": ["fictional", "Port Amani"]}
        data = {"cases": [{"key": key} | fictional for key in ("water", "campaign")]}
        super().__init__(data, keeps=("1.4", "messages", "messages_taken"))
