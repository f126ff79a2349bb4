"""Texts that lack a language, and translations that are older than what they were made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mapper.language.text import is_code
from mapper.questionnaire.checking.accepting import Note, Parents
from mapper.questionnaire.checking.marks import Marks, marks_now
from mapper.questionnaire.checking.outline import OutlinedQuestion
from mapper.questionnaire.checking.texts import Written
from mapper.questionnaire.source import Map, Source, key_place, piece_of, value_place

_FEW = 4
"""A language that is missing on no more texts than this is told of at each of them."""


def advise_languages(source: Source, root: Map, texts: Sequence[Written]) -> Iterator[Note]:
    """See that every text has all the languages of its file."""
    wanted = _languages(root, texts)
    texts = [each for each in texts if each.text]  # one without words is a fault
    missing = Counter(language for each in texts for language in wanted if language not in each.text)
    mostly = {language for language, count in missing.items() if count > max(_FEW, len(texts) // 2)}
    for language in wanted:
        if language in mostly:
            place = key_place(root, "title")
            values = {"lang": language, "missing": missing[language], "count": len(texts)}
            yield Note(source.finding(place, "mostly_missing_language", **values), (root,))
    for each in texts:
        few = [language for language in wanted if language not in each.text and language not in mostly]
        if few:
            place = key_place(each.holder, each.key)
            finding = source.finding(place, "missing_language", field=each.key, languages=", ".join(few))
            yield Note(finding, each.parts)


def _languages(root: Map, texts: Sequence[Written]) -> list[str]:
    """Give the languages that texts should have: those of the file's own title, and of most of its own texts.

    What a file extends has its own languages; an office that keeps a few lines on it need not write them all.
    """
    title = root.get("title")
    named = title if isinstance(title, Map) else texts[0].text if texts else Map(0)
    own = [each for each in texts if not piece_of(each.text.place)]
    counts = Counter(language for each in own for language in each.text)
    common = [language for language, count in counts.items() if 2 * count > len(own)]
    first = named if not piece_of(named.place) else ()
    return [language for language in dict.fromkeys([*first, *common]) if is_code(language)]


def advise_whys(questions: Sequence[OutlinedQuestion], parents: Parents) -> Iterator[Note]:
    """See that every question says why it is asked."""
    for question in questions:
        if "ask" in question.node and "why" not in question.node:
            finding = question.source.finding(question.node.place, "missing_why", question=question.name)
            yield Note(finding, parents[id(question.node)])


def advise_translations(source: Source, texts: Sequence[Written], marks: Marks) -> Iterator[Note]:
    """Find translations that stand as they were while the text that they were made from has changed."""
    for each in texts:
        before = marks.get(each.path)
        for language, now in marks_now(each.text).items() if before else ():
            if before and language in before and before[language].is_old(now):
                place = value_place(each.text, language)
                values = {"field": each.key, "lang": language, "source": next(iter(each.text))}
                yield Note(source.finding(place, "old_translation", **values), each.parts)
