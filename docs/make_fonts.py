"""Make the fonts of the papers, `templates/fonts/`, from the fonts that npm carries.

    npm pack @expo-google-fonts/{atkinson-hyperlegible-next,noto-sans,vazirmatn,noto-sans-ethiopic,noto-emoji} \
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
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
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
    "Vazirmatn-Regular": ("vazirmatn", "Vazirmatn_400Regular.ttf", "600-6ff,750-77f,200c-200d"),
    "Vazirmatn-Bold": ("vazirmatn", "Vazirmatn_700Bold.ttf", "600-6ff,750-77f,200c-200d"),
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
        font = TTFont(io.BytesIO(taken(packed, package, file)))
        add_sami(font)
        write(font, name)
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
    # Letters with marks stay whole: taken apart, they are read out of a PDF twice.
    features = [each for each in ("kern", "mark", "mkmk", "locl") if wanted is LATIN_GREEK_CYRILLIC] or ["*"]
    options = subset.Options(layout_features=features, hinting=False, name_IDs=["*"], notdef_outline=True)
    keeper = subset.Subsetter(options)
    keeper.populate(unicodes=subset.parse_unicodes(wanted))
    keeper.subset(font)
    return font


def add_sami(font: TTFont) -> None:
    """Draw the letters of Northern Sámi that the font lacks, from its own n, N, t, T and the hook of its j."""
    slope = {0.0: 0.0, -12.0: 0.2126}[font["post"].italicAngle]
    bar = 75 if "Bold" in font["name"].getDebugName(2) else 67
    add(font, "eng", "ŋ", "n", hook(font, "n", slope))
    add(font, "Eng", "Ŋ", "N", hook(font, "N", slope))
    add(font, "tbar", "ŧ", "t", stroke(font, "t", 215, bar, 1.0, slope))
    add(font, "Tbar", "Ŧ", "T", stroke(font, "T", 290, bar, 0.62, slope))
    version = font["name"].getName(5, 3, 1)
    version.string = f"{version}; with ŋ, Ŋ, ŧ and Ŧ drawn for mapper"


def outline(font: TTFont, glyph: str) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Give a glyph's outline as drawing steps."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return [*pen.value]


def points(font: TTFont, glyph: str) -> list[tuple[float, float]]:
    """Give every point of a glyph's outline."""
    return [point for _, given in outline(font, glyph) for point in given]


def hook(font: TTFont, glyph: str, slope: float) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Hang the hook of j on the right stem of a letter: its stem is cut off below the letter's shoulder."""
    dotless = font.getBestCmap()[ord("ȷ")]
    (top,) = {y for _, y in points(font, dotless) if y > 400}
    turn = next(
        given[0] for step, given in outline(font, dotless) if step == "lineTo" and given[0][1] in (-1, -10, -26, -32)
    )
    stem = turn[0] - turn[1] * slope
    move = max(x for x, y in points(font, glyph) if y == 0) - stem
    cut = 200

    def moved(x: float, y: float) -> tuple[float, float]:
        low = cut if y == top else y
        return round(x - (y - low) * slope + move), low

    return [(step, tuple(moved(*point) for point in given)) for step, given in outline(font, dotless)]


def stroke(  # noqa: PLR0913, PLR0917 - where, how thick and how wide the bar is
    font: TTFont, glyph: str, y: float, thick: float, part: float, slope: float
) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Draw a bar through a letter, as wide as a part of its own bar."""
    tops = sorted({y for _, y in points(font, glyph)})
    under = max(y for y in tops if sum(1 for _, at in points(font, glyph) if at == y) >= 4)
    across = [x - (at - under) * slope for x, at in points(font, glyph) if at == under]
    middle, half = (min(across) + max(across)) / 2 - (under - y) * slope, (max(across) - min(across)) / 2 * part
    lean = thick * slope
    corners = [
        (middle - half, y),
        (middle - half + lean, y + thick),
        (middle + half + lean, y + thick),
        (middle + half, y),
    ]
    first, *rest = [(round(x), at) for x, at in corners]
    return [("moveTo", (first,)), *(("lineTo", (corner,)) for corner in rest), ("closePath", ())]


def add(font: TTFont, name: str, char: str, base: str, more: list[tuple[str, tuple[tuple[float, float], ...]]]) -> None:
    """Add a glyph that is another with something more."""
    pen = TTGlyphPen(None)
    for step, given in [*outline(font, base), *more]:
        getattr(pen, step)(*given)
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = font["hmtx"][base]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(char)] = name
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 1


def write(font: TTFont, name: str) -> None:
    """Write one font as TrueType, the same bytes each time."""
    font.flavor = None
    font.recalcTimestamp = False
    font.save(FONTS / f"{name}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
