"""Files made to keep the check busy: it ends, with findings. Each of these once took minutes, or ended in an error."""

from __future__ import annotations

from collections.abc import Iterable
from time import process_time

import pytest

from mapper.questionnaire.check import check_text
from mapper.questionnaire.checking.advise import Beside
from mapper.questionnaire.findings import findings_text

HEAD = 'id: core\nversion: "1.0"\ntitle: {nb: x}\n'
PART = f"{HEAD}sections:\n- id: s\n  title: {{nb: x}}\n  questions:\n"
MANY = 3000


def question(index: int, rest: str = "type: yes_no") -> str:
    return f"  - {{id: q{index}, ask: {{nb: a}}, why: {{nb: b}}, {rest}}}\n"


def hanging(pairs: Iterable[tuple[int, str]]) -> str:
    return "".join(question(index, f"type: yes_no, when: {{{when}}}") for index, when in pairs)


def unknown_keys() -> str:
    return f"{HEAD}sections: []\n" + "".join(f"key{index}: x\n" for index in range(20_000))


def one_long_circle() -> str:
    return PART + hanging((index, f"s.q{(index + 1) % MANY}: YES") for index in range(MANY))


def all_look_ahead() -> str:
    return PART + hanging((index, f"s.q{MANY}: YES") for index in range(MANY)) + question(MANY)


def a_rule_behind_a_long_chain() -> str:
    chain = hanging((index, f"s.q{index - 1}: YES, s.q{index - 2}: YES") for index in range(2, MANY))
    first = question(0, "type: yes_no, protected: yes, no_need: [NO]") + hanging([(1, "s.q0: NO")])
    rule = "suggest: {nb: x}, because: {nb: x}, responsible: participant, within: today, target: social"
    return f"{PART}{first}{chain}activities:\n  - {{id: a, when: {{s.q{MANY - 1}: YES}}, {rule}}}\n"


def unknown_codes() -> str:
    options = ", ".join(f"{{code: C{index}, text: {{nb: a}}}}" for index in range(MANY))
    codes = ", ".join(f"D{index}" for index in range(MANY))
    several = question(0, f"type: several, options: [{options}]")
    return PART + several + question(1, f"type: text, when: {{s.q0: {{has: [{codes}]}}}}")


def many_changes() -> str:
    asked = "".join(question(index) for index in range(MANY))
    split = (
        f'- {{from: "0.9", question: s.old{index}, split: [s.q{index}, s.gone{index}]}}\n' for index in range(MANY)
    )
    return f"{PART}{asked}changes:\n{''.join(split)}"


def compared_with_nothing() -> str:
    return PART + "".join(question(index, f"type: yes_no, compare_with: s.gone{index}") for index in range(MANY))


def closing_lines_of_many_areas() -> str:
    many = range(300)
    options = ", ".join(f"{{code: C{index}, text: {{nb: a{index}}}}}" for index in many)
    areas = "".join(f"- {{id: a{index}, title: {{nb: x}}, topic: C{index}}}\n" for index in many)
    closing = "".join(question(index, "type: text") for index in many)
    return f"{PART}{question(0, f'type: several, role: topics, options: [{options}]')}{areas}closing:\n{closing}"


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        (unknown_keys(), "unknown_key", 20_000),
        (one_long_circle(), "cycle", 1),
        (all_look_ahead(), "forward", MANY),
        (a_rule_behind_a_long_chain(), "rule_on_no_need_through", 1),
        (unknown_codes(), "unknown_code", MANY),
        (closing_lines_of_many_areas(), "closing_many", 1),
        (many_changes(), "change_unknown", MANY),
        (compared_with_nothing(), "unknown_question", MANY),
    ],
    ids=[
        "unknown keys", "one long circle", "all look ahead", "a rule behind a long chain", "unknown codes",
        "closing lines of many areas", "many changes", "compared with nothing",
    ],
)  # fmt: skip
def test_a_hostile_file_ends_with_findings(text: str, code: str, count: int) -> None:
    found = check_text(text)
    assert {each.code for each in found} == {code}
    assert len(found) == count
    assert findings_text(found[:20], "nb")


def any_of_many() -> str:
    tests = ", ".join(f"{{s.q{index % 90}: {'YES' if index % 3 else 'NO'}}}" for index in range(MANY))
    asked = "".join(question(index) for index in range(90))
    return PART + asked + question(90, f"type: yes_no, when: {{any: [{tests}]}}")


def many_options() -> str:
    options = ", ".join(f"{{code: C{index}, text: {{nb: valg {index}}}}}" for index in range(4000))
    return PART + question(0, f"type: one, options: [{options}]") + question(1, "type: yes_no, when: {s.q0: C5}")


def many_numbers() -> str:
    over = "".join(question(index, f"type: yes_no, when: {{s.q0: {{over: {3 * index}}}}}") for index in range(1, 1200))
    none = ", ".join(f"{{none: [{{s.q0: {{at_least: {index}, at_most: {index}}}}}]}}" for index in range(200))
    return PART + question(0, "type: number") + over + question(1200, f"type: yes_no, when: {{all: [{none}]}}")


@pytest.mark.parametrize("text", [any_of_many(), many_options(), many_numbers()], ids=["any", "options", "numbers"])
def test_advice_on_a_large_file_comes_to_an_end(text: str) -> None:
    """Each of these took more than a minute of looking at each thing beside each other."""
    began = process_time()
    found = check_text(text, beside=Beside())
    assert not [each for each in found if not each.is_advice]
    assert process_time() - began < 30
