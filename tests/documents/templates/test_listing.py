"""The names of a paper as an office is shown them: all that its template may use, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.commands.documents import PAPERS
from mapper.documents.render import PAGES
from mapper.documents.templates.checking.check import check_templates
from mapper.documents.templates.checking.listing import names_page, one_of
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.findings import finding_text


def test_every_paper_with_a_template_can_be_asked_for() -> None:
    assert {*PAPERS} == {*PAGES}


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
@pytest.mark.parametrize("document", PAPERS)
def test_the_names_of_a_paper_are_listed_once_with_what_they_stand_for(document: str, language: str) -> None:
    rows = names_page(document, language).splitlines()
    assert all(len(row.split(maxsplit=1)) == 2 for row in rows)
    assert "{" not in "".join(rows)
    own = [row.split()[0] for row in rows if not row.startswith(" ")]
    assert own == sorted(set(own))


def test_a_name_says_what_it_is_and_what_it_has() -> None:
    rows = names_page("summary", "en").splitlines()
    told = dict(row.split(maxsplit=1) for row in rows)
    assert told["steps"] == "list: “for step in steps”"
    assert told["step.due"] == "day (may be missing: put “if” before it)"
    assert told["picture"] == "whole paragraphs or a figure, on a line of its own"
    assert told["practice"] == "yes or no"
    assert told["next_meeting"] == "has parts (may be missing: put “if” before it)"
    assert told["not_taken_up"] == "list: “for not_taken_up_one in not_taken_up”, each is text"


@pytest.mark.parametrize(
    ("name", "one"), [("steps", "step"), ("ideas", "idea"), ("boxes", "box"), ("goal", "goal_one")]
)
def test_a_list_gives_its_things_a_name(name: str, one: str) -> None:
    assert one_of(name) == one


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_a_wrong_name_leads_to_the_nearest_and_to_the_whole_list(tmp_path: Path, language: str) -> None:
    path = tmp_path / "plan.nb.md.j2"
    path.write_text(
        "# Utkast\n\n{% if practice %}Øving{% endif %}\n{% for step in plan_step %}{{ step.dew }}{% endfor %}\n"
    )
    told = [finding_text(found, language) for found in check_templates([path])]
    assert any("plan_steps" in each and "mapper documents names plan" in each for each in told)
