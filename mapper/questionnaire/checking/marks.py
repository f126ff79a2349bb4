"""What each translation was made from: short fingerprints, in a file beside the questionnaire that the check keeps.

`core.translations.json` beside `core.yaml` holds, for each translation of each text, two fingerprints: of the words it
was made from, and of its own words, as both were when somebody last saw that they say the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mapper.files import write_whole
from mapper.questionnaire.checking.texts import Written
from mapper.questionnaire.source import Map

ALL = "*"
"""Stands for every language."""

SUFFIX = ".translations.json"
_VERSION = 1
_BYTES = 4
_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Mark:
    """The fingerprints of a translation: of what it was made from, and its own."""

    source: str
    words: str

    @classmethod
    def of(cls, source: str, words: str) -> Mark:
        """Mark a translation as it reads now."""
        return cls(fingerprint(source), fingerprint(words))

    def is_old(self, now: Mark) -> bool:
        """Tell whether the translation stands as marked, while what it was made from has changed."""
        return now.words == self.words and now.source != self.source


Marks = Mapping[str, Mapping[str, Mark]]
"""By the path of the text, then by language."""


def fingerprint(words: str) -> str:
    """Give a few characters that change when the words do, and not when only their line breaks do."""
    return blake2b(" ".join(words.split()).encode(), digest_size=_BYTES).hexdigest()


def marks_now(text: Map) -> dict[str, Mark]:
    """Give the marks of a text as it reads now. It was made from its first language."""
    said = [(language, words) for language, words in text.items() if isinstance(words, str)]
    return {language: Mark.of(said[0][1], words) for language, words in said[1:]}


def marks_path(path: Path) -> Path:
    """Give the file beside a questionnaire that holds its marks."""
    return path.with_name(path.stem + SUFFIX)


def read_marks(path: Path) -> Marks:
    """Read the marks beside a questionnaire; none where there is no such file, or it is damaged."""
    try:
        data: Any = json.loads(marks_path(path).read_bytes())
        texts = data["texts"] if data["v"] == _VERSION else {}
        return {str(key): {str(k): Mark(*v.split("-")) for k, v in marked.items()} for key, marked in texts.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def marked(texts: Iterable[Written], before: Marks, seen: Collection[str]) -> Marks:
    """Mark texts as they read now; an old translation keeps its mark, unless its language is in `seen`."""
    made = ((each.path, _marked(marks_now(each.text), before.get(each.path, {}), seen)) for each in texts)
    return {path: marks for path, marks in made if marks}


def _marked(now: Mapping[str, Mark], before: Mapping[str, Mark], seen: Collection[str]) -> dict[str, Mark]:
    return {
        language: before[language]
        if language in before and before[language].is_old(mark) and language not in seen and ALL not in seen
        else mark
        for language, mark in now.items()
    }


def write_marks(path: Path, marks: Marks) -> None:
    """Write the marks beside a questionnaire, one text a line. Raises OSError."""
    rows = ",\n".join(
        f"  {json.dumps(key, ensure_ascii=False)}: "
        + json.dumps({language: f"{mark.source}-{mark.words}" for language, mark in marks[key].items()})
        for key in sorted(marks)
    )
    write_whole(marks_path(path), f'{{"v": {_VERSION}, "texts": {{\n{rows}\n}}}}\n'.encode(), _MODE)
