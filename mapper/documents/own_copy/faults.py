"""What can be wrong with a copy that is to be taken in, told in words of the catalogue `carry`."""

from __future__ import annotations

from mapper.fault import Fault


class CopyMissing(Fault):
    """Tell that a file is not there, or cannot be read. Facts: path."""

    code = "carry_copy_missing"


class CopyTooBig(Fault):
    """Tell that a file is bigger than any copy. Facts: path, limit (MB)."""

    code = "carry_copy_too_big"


class CopyNoData(Fault):
    """Tell that a file is no JSON as copies are: broken, nested without end, or with a name twice. Facts: path."""

    code = "carry_copy_no_data"


class CopyForeign(Fault):
    """Tell that a file is something else than a copy of a conversation. Facts: path."""

    code = "carry_copy_foreign"


class CopyNewer(Fault):
    """Tell that a copy is of a form that this version does not know. Facts: path, version."""

    code = "carry_copy_newer"


class CopyUnknownKind(Fault):
    """Tell that a copy holds an event of a kind that this version does not know. Facts: path, number, kind."""

    code = "carry_copy_unknown_kind"


class CopyDamaged(Fault):
    """Tell that something in a copy cannot have been said or done so. Facts: path, number (0: outside the events)."""

    code = "carry_copy_damaged"


class CopyQuestionsDiffer(Fault):
    """Tell that a questionnaire in a copy is missing, or not the one that was asked. Facts: path."""

    code = "carry_copy_questions"


class CopyTooOften(Fault):
    """Tell that a copy holds more questionnaires, and moves between them, than any conversation. Facts: path, limit."""

    code = "carry_copy_too_often"


class CopyKnown(Fault):
    """Tell that the conversation is here already, in the case that is listed so. Facts: label."""

    code = "carry_copy_known"
