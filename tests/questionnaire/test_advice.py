"""Advice stops nothing, can be accepted with a reason, and says when it no longer is needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from mapper.questionnaire.check import check_paths, check_text
from mapper.questionnaire.checking.advise import Beside
from mapper.questionnaire.checking.texts import lix
from mapper.questionnaire.library import Library, shipped_folder
from mapper.questionnaire.marking import ALL, mark_translations
from mapper.questionnaire.reach import reachable
from tests.benchmarks.bench_questionnaire import whole, written
from tests.questionnaire.test_always import spoilt

FORM = """id: core
version: "1.0"
title: {{nb: Prøve}}{file}
sections:
  - id: a
    title: {{nb: Del}}{section}
    questions:
      - id: x
        ask: {{nb: "{ask}"}}
        why: {{nb: Derfor.}}{question}
        type: yes_no
"""
REASON = "\n{}accepted: {{two_things: Slik sier folk det her.}}"


def form(ask: str = "Har du bil, og har du hus?", **accepted: str) -> str:
    return FORM.format(**{"ask": ask, "file": "", "section": "", "question": "", **accepted})


def codes(text: str) -> list[str]:
    return [f"{found.line}:{found.column} {found.code}" for found in check_text(text, beside=Beside())]


def test_advice_is_given_only_where_it_is_asked_for() -> None:
    assert check_text(form()) == ()
    assert codes(form()) == ["9:19 two_things"]


@pytest.mark.parametrize(("where", "indent"), [("file", 0), ("section", 4), ("question", 8)])
def test_it_is_accepted_at_the_place_or_around_it(where: str, indent: int) -> None:
    reason = REASON.format(" " * indent)
    assert codes(form(**{where: reason})) == []
    assert [line.split()[1] for line in codes(form("Har du bil?", **{where: reason}))] == ["accepted_unneeded"]


def test_of_two_that_accept_the_same_only_the_nearer_is_needed() -> None:
    text = form(file=REASON.format(""), question=REASON.format(" " * 8))
    assert codes(text) == ["4:12 accepted_unneeded"]


def test_nothing_is_called_unneeded_that_was_not_looked_for() -> None:
    accepted = '\naccepted: {never_asked: "Kommer i neste versjon."}'
    assert codes(form("Har du bil?", file=accepted)) == ["4:12 accepted_unneeded"]
    broken = form("Har du bil?", file=accepted).replace("yes_no", "yesno")
    assert [code.split()[1] for code in codes(broken)] == ["unknown_type"]


def test_lix_is_what_the_books_say() -> None:
    assert lix(["Barnehagen åpner i morgen. Alle kommer."]) == pytest.approx(6 / 2 + 100 * 1 / 6)


@given(spoilt())
@settings(max_examples=100, deadline=None)
def test_a_spoilt_file_gets_advice_and_never_an_error(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= found.line <= lines and found.column >= 1 for found in check_text(text, beside=Beside()))


def test_a_large_form_is_looked_through_whole_with_few_conversations() -> None:
    questionnaire, _ = whole(written(2000))
    reach = reachable(questionnaire, date(2026, 3, 2))
    assert (len(reach.never), len(reach.unsure)) == (0, 0)
    assert reach.held < 12


def test_a_search_that_is_given_up_is_said() -> None:
    codes_ = ", ".join(f"{{code: {code}, text: {{nb: {code}}}}}" for code in "ABCDE")
    needed = ", ".join(f"{{a.y: {{has: {code}}}}}" for code in "ABCDE")
    text = form("Har du bil?") + (
        "      - {id: y, ask: {nb: Hva mer?}, why: {nb: Derfor.}, type: several, voices: [participant, caseworker], "
        f"at_most: 2, options: [{codes_}]}}\n"
        f"      - {{id: z, ask: {{nb: Og da?}}, why: {{nb: Derfor.}}, type: text, when: {{all: [{needed}]}}}}\n"
    )
    assert codes(text) == ["3:1 search_gave_up"]


def test_the_offices_own_words_count(tmp_path: Path) -> None:
    lists = tmp_path / "questionnaires" / "lists"
    lists.mkdir(parents=True)
    (lists / "respect.yaml").write_text('words: [{language: nb, word: "bil*", say: kjøretøy}]', encoding="utf-8")
    path = tmp_path / "questionnaires" / "core.yaml"
    path.write_text(form("Har du bilen her?"), encoding="utf-8")
    found = check_paths((path,), Library.of(tmp_path), advice=True)
    assert [(each.line, each.column, each.code, each.suggestion) for each in found] == [
        (9, 27, "judging_word", "kjøretøy")
    ]


def test_a_list_accepts_advice_too(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    text = "partners:\n  - {id: a, text: {nb: A, en: A}}\n  - {id: b, text: {nb: B}}\n"
    (lists / "partners.yaml").write_text(text, encoding="utf-8")
    library = Library((tmp_path,))
    assert [each.code for each in check_paths((tmp_path,), library, advice=True)] == ["missing_language"]
    accepted = 'accepted: {missing_language: "B is a name."}\n'
    (lists / "partners.yaml").write_text(accepted + text, encoding="utf-8")
    assert check_paths((tmp_path,), library, advice=True) == ()


# --- translations that are older than their source

BOTH = """id: core
version: "1.0"
title: {nb: Prøve, nn: Prøve}
sections:
  - id: a
    title: {nb: Del, nn: Del}
    questions:
      - id: x
        ask: {nb: Hvordan går det?, nn: Korleis går det?}
        why: {nb: Da vet vi det., nn: Då veit vi det.}
        type: text
"""
CHANGED = BOTH.replace("Hvordan går det?", "Hvordan har du det?")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (folder / "core.yaml").write_text(BOTH, encoding="utf-8")
    mark_translations((), tmp_path)
    return tmp_path


def advice(home: Path, text: str) -> list[str]:
    path = home / "questionnaires" / "core.yaml"
    path.write_text(text, encoding="utf-8")
    found = check_paths((path,), Library((path.parent,)), advice=True)
    return [f"{each.line}:{each.column} {each.code} {dict(each.values).get('lang')}" for each in found]


def test_a_translation_that_stood_still_while_its_source_changed_is_old(office: Path) -> None:
    assert advice(office, BOTH) == []
    assert advice(office, CHANGED) == ["9:44 old_translation nn"]


def test_it_is_new_again_when_it_is_changed_too_with_no_more_to_do(office: Path) -> None:
    assert advice(office, CHANGED.replace("Korleis går det?", "Korleis har du det?")) == []


def test_it_is_new_again_when_somebody_says_that_it_still_fits(office: Path) -> None:
    assert len(advice(office, CHANGED)) == 1
    mark_translations((office / "questionnaires",))
    assert len(advice(office, CHANGED)) == 1, "marking what changed leaves what is old"
    mark_translations((office / "questionnaires",), seen=["en"])
    assert len(advice(office, CHANGED)) == 1
    assert mark_translations((office / "questionnaires",), seen=[ALL]) == (("core.yaml", 1, ()),)
    assert advice(office, CHANGED) == []


def test_new_line_breaks_change_nothing(office: Path) -> None:
    folded = BOTH.replace("{nb: Hvordan går det?, nn", "{nb: 'Hvordan\n            går det?', nn")
    assert advice(office, folded) == []


@pytest.mark.parametrize("damaged", ['{"v": 1, "texts": {"a/x": 3}}', "[" * 100_000, "1" * 5000, "{", "null"])
def test_damaged_marks_count_as_none(office: Path, damaged: str) -> None:
    (office / "questionnaires" / "core.translations.json").write_text(damaged, encoding="utf-8")
    assert advice(office, CHANGED) == []


def test_what_cannot_be_read_is_not_called_marked(office: Path) -> None:
    broken, ours = office / "questionnaires" / "broken.yaml", office / "questionnaires" / "core.yaml"
    broken.write_text("sections: [", encoding="utf-8")
    first, second, third = mark_translations((broken, ours, office / "gone.yaml"))
    assert [each.code for each in (*first.findings, *third.findings)] == ["open_bracket", "no_file"]
    assert second.findings == ()


# --- packs

PACK = """id: extra
version: "1.0"
title: {nb: Mer}
offer_when: {a.x: YES, a.y: {answered: no}}
sections:
  - id: extra_part
    title: {nb: Mer}
    questions:
      - id: which
        ask: {nb: Hva slags?}
        why: {nb: Derfor.}
        type: text
        when: {a.y: NO}
"""


def test_a_pack_is_looked_at_after_its_core(tmp_path: Path) -> None:
    core = form("Har du bil?", question="\n        profile: short") + (
        "      - {id: y, ask: {nb: Har du hus?}, why: {nb: Derfor.}, type: yes_no, profile: short, when: {a.x: YES}}\n"
    )
    (tmp_path / "core.yaml").write_text(core, encoding="utf-8")
    (tmp_path / "extra.yaml").write_text(PACK, encoding="utf-8")
    library = Library((tmp_path,))
    assert check_paths((), library, advice=True) == ()
    (tmp_path / "extra.yaml").write_text(PACK.replace("a.x: YES, a.y: {answered: no}", "a.x: NO, a.y: YES"), "utf-8")
    assert [f"{found.line} {found.code}" for found in check_paths((), library, advice=True)] == ["4 never_offered"]


def test_a_pack_is_offered_in_the_short_conversation_too(tmp_path: Path) -> None:
    core = form("Har du bil?", question="\n        profile: short") + (
        "      - {id: y, ask: {nb: Har du hus?}, why: {nb: Derfor.}, type: yes_no}\n"
    )
    (tmp_path / "core.yaml").write_text(core, encoding="utf-8")
    for offer, advised in (
        ("{a.y: NO}", ["4 never_offered_in_short"]),
        ("{any: [{a.y: NO}, {a.x: NO}]}", []),
    ):
        pack = PACK.replace("{a.x: YES, a.y: {answered: no}}", offer).replace("        when: {a.y: NO}\n", "")
        (tmp_path / "extra.yaml").write_text(pack, encoding="utf-8")
        found = check_paths((), Library((tmp_path,)), advice=True)
        assert [f"{each.line} {each.code}" for each in found] == advised


MANY = "".join(f"      - {{id: q{n}, ask: {{nb: 'Hva {n}?'}}, why: {{nb: Derfor.}}, type: text}}\n" for n in range(9))
OWN_PART = f"sections:\n  - id: garden\n    title: {{nb: Hage}}\n    questions:\n{MANY}"


@pytest.mark.parametrize(
    "head",
    [
        'id: mine\nversion: "1.0"\ntitle: {nb: Hage}\noffer_when: {help.wanted: {has: [GUIDANCE]}}\n',
        "id: mine\nextends: core\ntitle: {nb: Kartlegging hos oss}\n",
        "id: mine\nextends: core\n",
    ],
    ids=["a pack", "an extension", "an extension without a title"],
)
def test_what_an_office_writes_in_one_language_lacks_no_other(head: str, tmp_path: Path) -> None:
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (folder / "mine.yaml").write_text(head + OWN_PART, encoding="utf-8")
    assert check_paths((folder / "mine.yaml",), Library.of(tmp_path), advice=True) == ()


def test_what_is_shipped_has_no_advice_left_unexplained() -> None:
    assert check_paths((), Library((shipped_folder(),)), advice=True) == ()


OWN = """\
id: core
version: "1.0"
title: {nb: Vår egen}
sections:
  - id: a
    title: {nb: Arbeid}
    questions:
      - {id: x, type: text, ask: {nb: Hva vil du jobbe med?}, why: {nb: Det du vil er det vi begynner med.}}
"""


def test_shipped_packs_that_an_own_core_has_no_questions_for_are_advice_that_it_can_accept(tmp_path: Path) -> None:
    core = tmp_path / "questionnaires" / "core.yaml"
    core.parent.mkdir()
    core.write_text(OWN, encoding="utf-8")
    (found,) = check_paths((), Library.of(tmp_path), advice=True)
    packs = "job-follow-up, refugee-fast-track, supported-employment, young-adults"
    assert (found.file, found.line, found.code, found.values) == (
        "questionnaires/core.yaml", 1, "pack_unfit", (("packs", packs),)
    )  # fmt: skip
    assert check_paths((), Library.of(tmp_path)) == ()
    core.write_text(f"{OWN}accepted: {{pack_unfit: Vi bruker dem ikke.}}\n", encoding="utf-8")
    assert check_paths((), Library.of(tmp_path), advice=True) == ()
    core.write_text("id: core\nextends: core\naccepted: {pack_unfit: Vi bruker dem ikke.}\n", encoding="utf-8")
    assert [each.code for each in check_paths((), Library.of(tmp_path), advice=True)] == ["accepted_unneeded"]
