"""Which packs the two can bring in, by what core the office has."""

from __future__ import annotations

from pathlib import Path

from mapper.desk.desk import Desk
from mapper.settings import Settings

OWN = """\
id: core
version: "1.0"
title: {nb: Vår egen}
sections:
  - id: a
    title: {nb: Arbeid}
    questions:
      - {id: x, type: yes_no, ask: {nb: Har du bil?}, why: {nb: Da vet vi det.}}
"""
PACK = """\
id: car
version: "1.0"
title: {nb: Bilen}
offer_when: {ITS}
sections:
  - id: car
    title: {nb: Bilen}
    questions:
      - {id: y, type: yes_no, ask: {nb: Går den?}, why: {nb: Da vet vi det.}}
"""


def desk(folder: Path, **files: str) -> Desk:
    questionnaires = folder / "office" / "questionnaires"
    questionnaires.mkdir(parents=True)
    for name, text in files.items():
        (questionnaires / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Desk(Settings(folder / "data", folder / "office", folder / "exports"))


def test_shipped_packs_are_not_told_of_where_an_own_core_has_nothing_that_they_build_on(tmp_path: Path) -> None:
    own = desk(tmp_path, core=OWN, car=PACK.replace("{ITS}", "{a.x: YES}"))
    assert [pack.id for pack in own.packs()] == ["car"]
    assert own.unsound_packs() == ()


def test_a_pack_of_the_office_that_does_not_fit_its_core_is_told_of(tmp_path: Path) -> None:
    own = desk(tmp_path, core=OWN, car=PACK.replace("{ITS}", "{a.gone: YES}"))
    assert own.packs() == ()
    assert [each.facts["file"] for each in own.unsound_packs()] == ["car.yaml"]
