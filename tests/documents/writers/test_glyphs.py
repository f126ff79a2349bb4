"""The shipped fonts: which letters they can draw, and that the paper's own font draws those of Norway and Sápmi."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from mapper.documents.look import ACCENT
from mapper.documents.writers.colour import readable
from mapper.documents.writers.glyphs import STAND_IN, drawable, fonts
from mapper.language.catalogue import entries
from mapper.office.colour import contrast

OWN = {
    "Norwegian": "abcdefghijklmnopqrstuvwxyzæøåéèêëóòôöàâäüñç0123456789.,:;!?«»“”‘’–—…§%&()/+*=<>@€°½×",
    "Northern Sámi": "áčđŋšŧžÁČĐŊŠŦŽ",
    "Southern and Lule Sámi": "ïöäåæáńñÏÖÄÅÆÁŃÑ",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Lithuanian": "ąčęėįšųūžĄČĘĖĮŠŲŪŽ",
    "Latvian and Estonian": "āčēģīķļņšūžäöõü",
    "Romanian": "ăâîșțĂÂÎȘȚ",
    "Turkish and Kurdish": "çğıİöşüêîûÇĞÖŞÜÊÎÛ",
    "Bosnian, Croatian, Albanian, Somali": "čćđšžçëČĆĐŠŽÇË",
}
OTHERS = {
    "Vietnamese": "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯ",
    "Ukrainian and Russian": "абвгґдеєёжзиіїйклмнопрстуфхцчшщьыъэюяЄІЇҐ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ",
    "Arabic and Persian": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی،؛؟٠١٢٣۰۱۲۳",
    "Kurdish, Urdu and Pashto": "ڕڵۆێەڤٹڈڑںےھہۂټځڅډړږښڼۍ",
    "Amharic and Tigrinya": "ሀለሐመሠረሰሸቀቐበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፡።",
    "Nepali and Hindi": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौं्ँ।",
    "Tamil": "அஆஇஈஉஊஎஏஐஒஓஔகஙசஞடணதநபமயரலவழளறன்ாிீுூெேைொோௌ",
    "Thai": "กขคงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาิีึืุูเแโใไ่้๊๋์",
    "signs": "→←↑↓✓☐☑□■●○★🙂😀❤👍🚲",
}


def drawn_by(*names: str) -> set[str]:
    return {chr(code) for name in names for code in TTFont(fonts() / f"{name}.ttf").getBestCmap()}


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_papers_own_font_draws_the_letters_of_norway_its_neighbours_and_many_who_came(style: str) -> None:
    drawn = drawn_by(f"AtkinsonHyperlegibleNext-{style}")
    assert {language: set(letters) - drawn for language, letters in OWN.items() if set(letters) - drawn} == {}


def test_other_scripts_are_drawn_by_the_fonts_beside_it() -> None:
    assert {
        language: set(letters) - drawable() for language, letters in OTHERS.items() if set(letters) - drawable()
    } == {}
    assert STAND_IN in drawable()


def test_what_can_be_drawn_is_what_another_reader_of_fonts_finds() -> None:
    found = drawn_by(*(path.stem for path in fonts().glob("*.ttf")))
    unseen = {"\n", "\u200b", "\u200c", "\u200d", *(chr(code) for code in range(0xFE00, 0xFE10))}
    assert drawable() - unseen == found - unseen


def test_every_word_of_the_program_can_be_drawn() -> None:
    for language in ("nb", "nn", "en"):
        for file in ("documents", "formats"):
            assert set("".join(entries(language, file).values())) <= drawable()


def test_the_fonts_are_free_small_and_say_so() -> None:
    licence = (fonts() / "LICENSE").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert sum(path.stat().st_size for path in fonts().glob("*.ttf")) < 2_500_000
    for path in fonts().glob("*.ttf"):
        assert TTFont(path)["name"].getDebugName(0) in licence


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [("#1f5c8b", "#1f5c8b"), ("#000000", "#000000"), ("red", ACCENT), ("", ACCENT), ("#12345", ACCENT)],
)
def test_a_colour_that_can_be_read_stays_and_what_is_none_becomes_the_usual(chosen: str, shown: str) -> None:
    assert readable(chosen) == shown


@pytest.mark.parametrize("chosen", ["#ffffff", "#ffff00", "#ff8800", "#00FF00", "#88ccff", "#c0c0c0"])
def test_a_colour_too_pale_to_read_is_darkened(chosen: str) -> None:
    assert 4.5 <= contrast(readable(chosen)) < 6
