"""A questionnaire out of several files, and an office's few lines on a shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.check import check_paths
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.fates import fates, is_later
from mapper.questionnaire.findings import finding_text
from mapper.questionnaire.library import Library, shipped_folder

QUESTION = "{id: %s, ask: {nb: Hva?}, why: {nb: Derfor.}, type: one, options: how_often}"
HEAD = 'id: mine\nversion: "1.0"\ntitle: {nb: Vår}\n'
ANSWERS = """\
option_lists:
  how_often:
    - {code: OFTEN, text: {nb: Ofte}}
    - {code: NEVER, text: {nb: Aldri}}
"""
PART = f"""\
sections:
  - id: home
    title: {{nb: Hjem}}
    questions:
      - {QUESTION % "sleep"}
"""


def office(folder: Path, **files: str) -> Library:
    """Write files into an office's folder of questionnaires; `__` in a name stands for a folder."""
    for name, text in files.items():
        path = folder / "office" / "questionnaires" / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library.of(folder / "office")


def found(library: Library, name: str = "mine") -> list[str]:
    path = library.folders[0] / f"{name}.yaml"
    return [f"{each.file}:{each.line} {each.code} {each.suggestion}" for each in check_paths((path,), library)]


def made(library: Library, name: str = "mine") -> Questionnaire:
    reading = library.read(library.folders[0] / f"{name}.yaml")
    assert not reading.findings
    assert reading.form is not None
    return compose((reading.form,), library.lists)


def test_parts_and_lists_of_options_come_from_files_beside_it(tmp_path: Path) -> None:
    own = "include: [shared/answers.yaml, shared/home.yaml]\nsections:\n  - id: work\n    title: {nb: Arbeid}\n"
    own += f"    questions:\n      - {QUESTION % 'tired'}\n"
    library = office(tmp_path, mine=HEAD + own, shared__answers=ANSWERS, shared__home="include: answers.yaml\n" + PART)
    assert found(library) == []
    questionnaire = made(library)
    assert list(questionnaire.questions) == ["work.tired", "home.sleep"]
    for question in questionnaire.questions.values():
        assert [option.code for option in question.options] == ["OFTEN", "NEVER"]  # type: ignore[union-attr]


def test_a_slip_in_a_piece_is_found_in_the_piece(tmp_path: Path) -> None:
    wrong = PART.replace("why:", "whi:")
    library = office(
        tmp_path,
        mine=HEAD + "include: [p/a.yaml, p/h.yaml]\nsections: []\n",
        p__a=ANSWERS,
        p__h="include: a.yaml\n" + wrong,
    )
    assert found(library) == ["questionnaires/p/h.yaml:6 unknown_key why"]


def test_a_word_is_advised_against_in_its_own_line_of_a_piece(tmp_path: Path) -> None:
    text = "Derfor.\n          Vedrørende dette."
    wordy = PART.replace("nb: Derfor.", f'nb: "{text}"').replace("type: one, options: how_often", "type: yes_no")
    library = office(tmp_path, mine=HEAD + "include: h.yaml\nsections: []\n", h=wordy)
    advice = check_paths((library.folders[0] / "mine.yaml",), library, advice=True)
    assert [f"{each.file}:{each.line}:{each.column} {each.code}" for each in advice] == [
        "questionnaires/h.yaml:6:11 officialese"
    ]


CASES = {
    "missing": ("include: [p/anwers.yaml]\n", "questionnaires/mine.yaml:4 piece_missing p/answers.yaml"),
    "above": ("include: [../x.yaml]\n", "questionnaires/mine.yaml:4 piece_outside None"),
    "absolute": ("include: [/etc/passwd]\n", "questionnaires/mine.yaml:4 piece_outside None"),
    "unc": ("include: ['\\\\server\\share\\x.yaml']\n", "questionnaires/mine.yaml:4 piece_outside None"),
    "drive": ("include: ['C:/x.yaml']\n", "questionnaires/mine.yaml:4 piece_outside None"),
    "itself": ("include: [mine.yaml]\n", "questionnaires/mine.yaml:4 piece_circle None"),
    "circle": ("include: [p/round.yaml]\n", "questionnaires/p/round.yaml:1 piece_circle None"),
    "key": ("include: [p/titled.yaml]\n", "questionnaires/p/titled.yaml:1 piece_key None"),
    "options": (
        f"include: [p/answers.yaml]\nclosing:\n  - {QUESTION.replace('how_often', 'how_oftn') % 'x'}\n",
        "questionnaires/mine.yaml:6 options_unknown how_often",
    ),
    "extends": ("extends: cor\n", "questionnaires/mine.yaml:4 extends_unknown None"),
    "long": (f"include: [{'x' * 300}.yaml]\n", "questionnaires/mine.yaml:4 piece_missing None"),
    "include map": ("include: {p: answers.yaml}\n", "questionnaires/mine.yaml:4 list_expected None"),
    "lists list": ("option_lists: [a]\n", "questionnaires/mine.yaml:4 mapping_expected None"),
    "list text": ("option_lists: {a: b}\n", "questionnaires/mine.yaml:4 list_expected None"),
    "no list near": (
        f"option_lists: {{}}\nclosing:\n  - {QUESTION % 'x'}\n",
        "questionnaires/mine.yaml:6 options_unknown None",
    ),
    "leaves out of nothing": ("leave_out: [home]\n", "questionnaires/mine.yaml:4 piece_unused None"),
    "leaves out a map": ("extends: core\nleave_out: {a: b}\n", "questionnaires/mine.yaml:5 list_expected None"),
    "piece that extends": ("include: [p/extending.yaml]\n", "questionnaires/p/extending.yaml:1 piece_key None"),
    "piece without a list": ("include: [p/odd.yaml]\n", "questionnaires/p/odd.yaml:1 list_expected None"),
    "new part twice": (
        "extends: core\nsections:\n  - {id: our, title: {nb: a}}\n  - {id: our, title: {nb: b}}\n#",
        "questionnaires/mine.yaml:7 double_section None",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_slip_of_putting_together_has_its_own_sentence(case: str, tmp_path: Path) -> None:
    text, expected = CASES[case]
    round_ = "include: again.yaml\n"
    library = office(
        tmp_path,
        mine=f"{HEAD}{text}sections: []\n",
        p__answers=ANSWERS,
        p__round=round_,
        p__titled="title: {nb: Nei}\n",
        p__extending="extends: core\n",
        p__odd="sections: x\n",
    )
    office(tmp_path, p__again="include: round.yaml\n")
    expected = expected.replace("p/round.yaml:1", "p/again.yaml:1")
    assert found(library)[0] == expected
    first = check_paths((library.folders[0] / "mine.yaml",), library)[0]
    for language in SCREEN_LANGUAGES:
        assert "{" not in finding_text(first, language).rpartition("^")[2]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(ANSWERS, encoding="utf-8")
    library = office(tmp_path, mine=HEAD + "include: [link.yaml]\nsections: []\n")
    (library.folders[0] / "link.yaml").symlink_to(secret)
    assert found(library)[0] == "questionnaires/mine.yaml:4 piece_outside None"


def test_links_in_a_circle_are_no_file(tmp_path: Path) -> None:
    library = office(tmp_path, mine=HEAD + "include: [one.yaml]\nsections: []\n")
    for one, other in (("one.yaml", "two.yaml"), ("two.yaml", "one.yaml")):
        (library.folders[0] / one).symlink_to(library.folders[0] / other)
    assert found(library)[0].startswith("questionnaires/mine.yaml:4 piece_")


def test_every_piece_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    own = "include: [p/a.yaml, p/b.yaml, p/c.yaml]\nsections: []\n"
    library = office(tmp_path, mine=HEAD + own, p__a="sections: [\n", p__b="a: *b\n")
    assert found(library) == [
        "questionnaires/mine.yaml:4 piece_missing p/b.yaml",
        "questionnaires/p/a.yaml:2 open_bracket None",
        "questionnaires/p/b.yaml:1 alias None",
    ]


@pytest.mark.parametrize("base", ["cor", "other"])
def test_of_a_few_lines_on_nothing_only_that_is_told(base: str, tmp_path: Path) -> None:
    lines = f"extends: {base}\nsections:\n  - {{id: health, questions: [{{id: hours, when: {{health.pain: YES}}}}]}}\n"
    library = office(tmp_path, mine=lines, other="extends: mine\n")
    assert len(found(library)) == 1


def test_a_chain_of_extensions_comes_to_an_end(tmp_path: Path) -> None:
    chain = {f"e{n}": f"id: e{n}\nextends: e{n + 1}\nsections: []\n" for n in range(1, 70)}
    library = office(tmp_path, mine=HEAD + "extends: e1\nsections: []\n", **chain)
    assert [each.split()[1] for each in found(library)] == ["piece_many"]


def test_files_and_lists_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    large = ANSWERS + "# " + "x" * 900_000 + "\n"
    pieces = {f"p{n}": large for n in range(4)}
    library = office(
        tmp_path, mine=HEAD + f"include: [{', '.join(f'{n}.yaml' for n in pieces)}]\nsections: []\n", **pieces
    )
    assert [each.split()[1] for each in found(library)] == ["pieces_big"]
    options = ", ".join(f"{{code: C{n}, text: {{nb: a{n}}}}}" for n in range(1500))
    asked = "".join(f"  - {QUESTION % f'q{n}'}\n" for n in range(20))
    library = office(
        tmp_path,
        many=HEAD.replace("mine", "many")
        + f"option_lists: {{how_often: [{options}]}}\nsections: []\nclosing:\n{asked}",
    )
    assert [each.split()[1] for each in found(library, "many")] == ["options_many"]


def test_what_is_taken_away_and_still_needed_is_told_where_it_is_taken_away(tmp_path: Path) -> None:
    library = office(tmp_path, mine="id: mine\nextends: core\nleave_out: home.change\n")
    (line,) = found(library)
    assert line == "questionnaires/mine.yaml:3 leave_out_needed None"
    packs = office(tmp_path, core="id: core\nextends: core\nleave_out: [work.wish]\n")
    told = check_paths((), packs)
    assert {each.code for each in told if each.file == "questionnaires/core.yaml"} == {"leave_out_needed"}


def test_files_that_take_in_each_other_twice_come_to_an_end(tmp_path: Path) -> None:
    library = office(tmp_path, mine=HEAD + "include: [p0.yaml, p0.yaml]\nsections: []\n")
    for number in range(30):
        office(tmp_path, **{f"p{number}": f"include: [p{number + 1}.yaml, p{number + 1}.yaml]\n"})
    office(tmp_path, p30=ANSWERS)
    assert sum(" piece_many " in each for each in found(library)) == 1


EXTENSION = """\
extends: core
leave_out: [education.learn, "health.consider GAMBLING"]
order: [health, education]
sections:
  - id: health
    title: {nb: Helse hos oss}
    questions:
      - id: hours
        ask: {nb: Hvor mange timer passer?}
      - {id: garden, ask: {nb: Har du hage?}, why: {nb: Vi har en gruppe.}, type: yes_no}
"""


def test_an_office_keeps_a_few_lines_and_the_rest_is_the_shipped_core(tmp_path: Path) -> None:
    library = office(tmp_path, core=EXTENSION)
    reading = library.read(library.folders[0] / "core.yaml")
    assert reading.form is not None
    core = Library((shipped_folder(),))
    path = core.core()
    assert path is not None
    shipped = core.read(path).form
    assert shipped is not None
    ours, theirs = compose((reading.form,), library.lists), compose((shipped,), core.lists)
    assert ours.version == theirs.version
    assert ours.section("health").title.to("nb") == "Helse hos oss"
    assert ours.questions["health.hours"].ask.to("nb") == "Hvor mange timer passer?"
    assert ours.questions["health.hours"].why == theirs.questions["health.hours"].why
    assert set(ours.questions) ^ set(theirs.questions) == {"health.garden", "education.learn"}
    assert "GAMBLING" not in [option.code for option in ours.questions["health.consider"].options]  # type: ignore[union-attr]
    order = [section.id for section in ours.sections]
    assert order.index("health") < order.index("education")
    assert len(order) == len(theirs.sections)


def changing(version: str, shipped: str, changes: str = "") -> dict[str, str]:
    """Give the files of an office that adds a line to a questionnaire of another version, which renamed a question."""
    name, became = (
        ("sleep", "")
        if shipped == "1.0"
        else ("rest", 'changes: [{from: "1.0", question: home.sleep, renamed: home.rest}]\n')
    )
    part = PART.replace("id: sleep", f"id: {name}")
    base = f'id: base\nversion: "{shipped}"\ntitle: {{nb: Grunn}}\n{part}{ANSWERS}{became}'
    own = f"id: mine\nextends: base\n{f'version: {version}' if version else ''}\n{changes}"
    return {"base": base, "mine": own}


@pytest.mark.parametrize(
    ("version", "shipped", "composed", "told"),
    [
        ("", "1.1", "1.1", []),
        ("1.0.1", "1.0", "1.0.1", []),
        ("1.0.1", "1.1", "1.1", []),
        ("0.9", "1.0", "1.0", []),
        ("1.1", "1.0", "1.1", ["questionnaires/mine.yaml:3 version_ahead 1.0.1"]),
        ("2.0.3", "1.1.4", "2.0.3", ["questionnaires/mine.yaml:3 version_ahead 1.1.5"]),
        ("x", "1.0", "", ["questionnaires/mine.yaml:3 bad_version None"]),
    ],
)
def test_the_later_version_counts(version: str, shipped: str, composed: str, told: list[str], tmp_path: Path) -> None:
    library = office(tmp_path, **changing(version, shipped))
    assert found(library) == told
    form = library.read(library.folders[0] / "mine.yaml").form
    assert (form.version if form else "") == composed


@pytest.mark.parametrize(("before", "after"), [("", ""), ("1.0.1", "1.0.1"), ("1.0.1", "1.0.2"), ("1.0.1", "")])
def test_a_new_shipped_version_is_offered_to_talks_over_an_offices_own(before: str, after: str, tmp_path: Path) -> None:
    old = made(office(tmp_path, **changing(before, "1.0")))
    new = made(office(tmp_path, **changing(after, "1.1")))
    assert is_later(new, old)
    assert fates(old, new).questions["home.sleep"].to == "home.rest"
    own = 'changes: [{from: "1.0", question: home.garden, retired: yes}]\n'
    assert found(office(tmp_path, **changing(after, "1.1", own))) == []


def test_a_slip_in_an_extension_is_found_in_the_few_lines(tmp_path: Path) -> None:
    text = EXTENSION.replace("education.learn,", "education.lern,").replace("order: [health,", "order: [helth,")
    library = office(tmp_path, core=text)
    lines = found(library, "core")
    assert "questionnaires/core.yaml:2 leave_out_unknown education.learn" in lines
    assert "questionnaires/core.yaml:3 order_unknown health" in lines
