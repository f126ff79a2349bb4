"""The measurement runs, on a small form, and measures what it says."""

from __future__ import annotations

import pytest

from tests.benchmarks.bench_questionnaire import advised, measure, whole, written


def test_what_is_measured_is_the_whole_way() -> None:
    questionnaire, compiled = whole(written(200))
    assert len(questionnaire.questions) == 200
    assert len(compiled) == len([question for question in questionnaire.questions.values() if question.when]) > 60


def test_a_large_form_needs_no_advice() -> None:
    assert advised(written(200)) == ()


def test_the_measurement_reports(capsys: pytest.CaptureFixture[str]) -> None:
    measure(40, 2)
    said = capsys.readouterr().out
    assert "40 questions" in said
    assert "read, check, compose, compile / plain safe_load" in said
