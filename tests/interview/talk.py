"""A small talk of two life areas, a card and the minute for two."""

from __future__ import annotations

from mapper.meeting.meeting import Meeting

TALK = """
id: talk
version: "1.0"
title: {en: A talk}
sections:
  - id: today
    title: {en: Today}
    card: yes
    questions:
      - {id: present, ask: {en: Who is here?}, why: {en: So you know.}, type: list, voices: [together], role: present}
  - id: matters
    title: {en: What matters}
    questions:
      - id: topics
        ask: {en: What shall we talk about?}
        why: {en: You choose.}
        type: several
        options: [{code: WORK, text: {en: Work}}, {code: HOME, text: {en: Home}}]
        role: topics
        profile: short
  - id: work
    title: {en: Work}
    topic: WORK
    questions:
      - {id: wish, ask: {en: What work?}, why: {en: To look.}, type: text, max: 40, profile: short}
      - {id: strengths, ask: {en: Good at?}, why: {en: To build on.}, type: text, voices: [participant, caseworker]}
  - id: home
    title: {en: Home}
    topic: HOME
    questions:
      - {id: status, ask: {en: How do you live?}, why: {en: To know.}, type: yes_no, profile: short}
      - id: change
        ask: {en: What should change?}
        why: {en: To help.}
        type: text
        when: {home.status: YES}
      - id: hard
        ask: {en: Is it safe?}
        why: {en: To help.}
        type: yes_no
        sensitivity: special
        alone: yes
        profile: short
  - {id: private, title: {en: Just us two}, gathers_alone: yes}
closing:
  - id: mark
    ask: {en: How is it?}
    why: {en: You mark.}
    type: one
    options:
      - {code: GOES_WELL, text: {en: Goes well}}
      - {code: NEEDS_SOMETHING, text: {en: Needs something}}
      - {code: URGENT, text: {en: Urgent}}
    role: mark
    profile: short
  - {id: level, ask: {en: A number?}, why: {en: Yours.}, type: scale, low: {en: bad}, high: {en: good}, role: level}
  - {id: added, ask: {en: "From Nav?"}, why: {en: Seen by both.}, type: text, voices: [caseworker], role: added}
"""


def states(meeting: Meeting) -> dict[str, str]:
    """Give the state of each part."""
    return {part.id: part.state for part in meeting.parts()}


def standing(meeting: Meeting) -> dict[str, str]:
    """Give how each line of the review stands."""
    return {line.question.ref: line.standing for line in meeting.review()}
