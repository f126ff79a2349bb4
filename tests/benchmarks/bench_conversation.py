"""One answer in a large conversation: what changed, the whole act, and what the screen asks for afterwards."""

from __future__ import annotations

import random
from itertools import cycle

from mapper.interview.parse import parse
from mapper.meeting.meeting import Meeting
from tests.benchmarks.bench import Work, report, side_by_side
from tests.benchmarks.forms import large, words_for
from tests.table import sit_down

SIZES = (50, 10_000)
TIMES = 300


def answered(size: int) -> Meeting:
    """Sit down with a large form and answer all of it once."""
    draw = random.Random(11)
    meeting = sit_down(large(size), "short", "en")
    for ref, question in list(meeting.questionnaire.questions.items())[: min(size, 400)]:
        meeting.say(ref, "participant", words_for(question.type, draw))
    return meeting


def what_changed(meeting: Meeting) -> Work:
    """Give the work of looking again at what depends on one answer."""
    interview = meeting._table.interview
    refs = cycle(random.Random(3).sample(list(meeting.questionnaire.questions), 40))
    return lambda: interview.update((next(refs),))


def whole_act(meeting: Meeting) -> Work:
    """Give the work of one answer from the words to the Change, without a disk."""
    draw = random.Random(5)
    refs = cycle(draw.sample(list(meeting.questionnaire.questions), 40))

    def act() -> None:
        ref = next(refs)
        meeting.say(ref, "participant", words_for(meeting.text(ref).type, draw))

    return act


def main() -> None:
    """Measure all sizes and print."""
    for size in SIZES:
        meeting = answered(size)
        question = next(iter(meeting.questionnaire.questions.values()))
        words = words_for(question.type, random.Random(1))
        first = meeting.first() or ""
        works: dict[str, Work] = {
            "what changed": what_changed(meeting),
            "read one answer": lambda question=question, words=words: parse(question, words),  # type: ignore[misc]
            "whole act": whole_act(meeting),
            "next question": lambda meeting=meeting, first=first: meeting.next(first),  # type: ignore[misc]
            "parts": meeting.parts,
            "plan": meeting.plan,
        }
        report(f"One answer among {size:,} questions", side_by_side(works, TIMES), "what changed ≤ 0.2 ms p99")


if __name__ == "__main__":
    main()
