"""Words of specialists that a message or a lesson should say in plain words; this course's own list."""

JARGON = (
    "capacity building",
    "cross-cutting",
    "enabling environment",
    "holistic",
    "impactful",
    "leverage",
    "mainstream",
    "modality",
    "multi-stakeholder",
    "operationalise",
    "operationalize",
    "paradigm",
    "stakeholder engagement",
    "synergy",
    "synergies",
    "theory of change",
    "vertical integration",
)
