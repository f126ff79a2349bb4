"""Make the fonts of the papers, `templates/fonts/`, from the fonts that npm carries as TrueType.

    npm pack @expo-google-fonts/{atkinson-hyperlegible-next,noto-sans,noto-sans-arabic,noto-sans-ethiopic,noto-emoji} \
        @expo-google-fonts/{noto-sans-thai,noto-sans-devanagari} @fontsource/{noto-sans-tamil,noto-sans-math} \
        @fontsource/noto-sans-symbols-2
    pip install fonttools brotli
    python docs/make_fonts.py FOLDER_WITH_THE_PACKED_FILES
"""

from __future__ import annotations

import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "templates" / "fonts"
WHOLE = {
    "AtkinsonHyperlegibleNext-Regular": ("atkinson", "AtkinsonHyperlegibleNext_400Regular.ttf"),
    "AtkinsonHyperlegibleNext-Italic": ("atkinson", "AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
    "AtkinsonHyperlegibleNext-Bold": ("atkinson", "AtkinsonHyperlegibleNext_700Bold.ttf"),
    "AtkinsonHyperlegibleNext-BoldItalic": ("atkinson", "AtkinsonHyperlegibleNext_700Bold_Italic.ttf"),
}
LATIN_GREEK_CYRILLIC = "20-7e,a0-24f,259,2b9-2dd,300-33f,370-3ff,400-52f,1e00-1eff,2000-206f,20a0-20c0,2100-214f,fffd"
PARTS = {
    "NotoSans-Regular": ("noto-sans-0", "NotoSans_400Regular.ttf", LATIN_GREEK_CYRILLIC),
    "NotoSans-Bold": ("noto-sans-0", "NotoSans_700Bold.ttf", LATIN_GREEK_CYRILLIC),
    "NotoSansArabic-Regular": ("noto-sans-arabic", "NotoSansArabic_400Regular.ttf", "600-6ff,750-77f,200c-200d"),
    "NotoSansArabic-Bold": ("noto-sans-arabic", "NotoSansArabic_700Bold.ttf", "600-6ff,750-77f,200c-200d"),
    "NotoSansEthiopic-Regular": ("noto-sans-ethiopic", "NotoSansEthiopic_400Regular.ttf", "1200-139f"),
    "NotoSansEthiopic-Bold": ("noto-sans-ethiopic", "NotoSansEthiopic_700Bold.ttf", "1200-139f"),
    "NotoSansTamil-Regular": ("noto-sans-tamil", "noto-sans-tamil-tamil-400-normal.woff2", "b80-bff,964-965,200c-200d"),
    "NotoSansThai-Regular": ("noto-sans-thai", "NotoSansThai_400Regular.ttf", "e00-e7f"),
    "NotoSansDevanagari-Regular": ("noto-sans-devanagari", "NotoSansDevanagari_400Regular.ttf", "900-97f,200c-200d"),
    "NotoSansMath-Regular": ("noto-sans-math", "noto-sans-math-latin-400-normal.woff2", "2190-21ff,2200-22ff"),
    "NotoSansSymbols2-Regular": ("noto-sans-symbols-2", "noto-sans-symbols-2-symbols-400-normal.woff2", "2300-27bf"),
    "NotoEmoji-Regular": ("noto-emoji", "NotoEmoji_400Regular.ttf", "1f300-1f64f,1f680-1f6ff,1f7e0-1f7eb,1f900-1f9ff"),
}


def main(packed: Path) -> None:
    """Write every font."""
    FONTS.mkdir(exist_ok=True)
    for name, (package, file) in WHOLE.items():
        write(TTFont(io.BytesIO(taken(packed, package, file))), name)
    for name, (package, file, wanted) in PARTS.items():
        font = TTFont(io.BytesIO(taken(packed, package, file)))
        write(part(font, wanted), name)


def taken(packed: Path, package: str, file: str) -> bytes:
    """Read one file out of an npm package."""
    (archive,) = packed.glob(f"*{package}*.tgz")
    with tarfile.open(archive) as opened:
        (member,) = (each for each in opened.getmembers() if each.name.endswith(f"/{file}"))
        read = opened.extractfile(member)
        return read.read() if read else b""


def part(font: TTFont, wanted: str) -> TTFont:
    """Keep the characters of `20-7e,a0` and everything that they are set with."""
    options = subset.Options(layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True)
    keeper = subset.Subsetter(options)
    keeper.populate(unicodes=subset.parse_unicodes(wanted))
    keeper.subset(font)
    return font


def write(font: TTFont, name: str) -> None:
    """Write one font as TrueType, the same bytes each time."""
    font.flavor = None
    font.recalcTimestamp = False
    font.save(FONTS / f"{name}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
