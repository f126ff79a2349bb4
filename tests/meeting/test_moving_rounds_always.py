"""Whatever was said in whatever round, and whatever became of the questions: every round's answer can still be read."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.interview.model import NotUnderstood
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from tests.meeting.test_rounds import FOLLOW, followed
from tests.packs import pack

_ACTS = st.lists(
    st.sampled_from(["job.load 3", "job.load 8", "job.trust 5", "job.trust", "job.person", "round", "undo", "off"]),
    max_size=9,
)
_CHANGES = {
    "load": ("job.load, renamed: job.weight", "job.load, retyped: yes", "job.load, retired: yes", ""),
    "trust": (
        "job.trust, renamed: job.surer",
        "job.trust, split: [job.trust, job.more]",
        "job.trust, retyped: yes",
        "",
    ),
}
_CALLED = {"renamed: job.weight": ("load", "weight"), "renamed: job.surer": ("trust", "surer")}


def do(meeting: Meeting, act: str) -> None:
    """Do one thing; what cannot be done now is left."""
    ref, _, words = act.partition(" ")
    with suppress(NotUnderstood):
        if act == "round":
            meeting.begin_round("follow")
        elif act == "undo":
            meeting.undo()
        elif act == "off":
            meeting.switch("follow", on=not meeting.packs()[0].on)
        elif words:
            meeting.say(ref, "participant", words)
        elif ref == "job.person":
            meeting.say(ref, "participant", "Ola Eksempel")
        else:
            meeting.pass_over(ref, "participant", "declined")


def changed(meeting: Meeting, load: str, trust: str) -> Questionnaire:
    """Give the questions with a newer pack in which two questions are called otherwise, or mean something else."""
    text = FOLLOW.replace('version: "1.0"', 'version: "1.1"')
    for change in (load, trust):
        for end, (was, now) in _CALLED.items():
            if change.endswith(end):
                text = text.replace(f"id: {was}\n        ask", f"id: {now}\n        ask")
                text = text.replace(f"id: {was}, ask: {{en: How heavy", f"id: {now}, ask: {{en: How heavy")
                text = text.replace(f"job.{was}:", f"job.{now}:")
    said = [f'  - {{from: "1.0", question: {change}}}' for change in (load, trust) if change]
    files = meeting.questionnaire.files
    newer = pack(text + ("changes:\n" + "\n".join(said) + "\n" if said else ""))
    return compose((files[0], newer), meeting.questionnaire.lists, tuple(meeting.questionnaire.off))


def readable(meeting: Meeting) -> set[str]:
    """Name every answer that people see, of this round and of those before."""
    return {spoken.event for line in meeting.whole_review() for spoken in (*line.said, *line.rounds)}


@given(_ACTS, st.sampled_from(_CHANGES["load"]), st.sampled_from(_CHANGES["trust"]), _ACTS)
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_what_was_said_in_any_round_can_be_read_after_a_move_and_after_going_back(
    acts: list[str], load: str, trust: str, since: list[str]
) -> None:
    meeting = followed()
    for act in acts:
        do(meeting, act)
    new, before, review = changed(meeting, load, trust), readable(meeting), meeting.whole_review()
    meeting.move_to(new, meeting.survey(new))
    assert readable(meeting) == before
    if not since:
        back = meeting.survey_back()
        assert back is not None
        meeting.move_back(back[1])
        assert meeting.whole_review() == review
        return
    for act in since:
        do(meeting, act.replace("job.load", "job.weight") if "job.weight" in new.questions else act)
    standing = readable(meeting)
    back = meeting.survey_back()
    assert back is not None
    meeting.move_back(back[1])
    assert readable(meeting) >= standing
