"""``python -m localsdg`` is the command ``localsdg``."""

from localsdg.commands import app

app()
