"""Style bundles: complete, small, made of tokens, readable."""

import gzip
import re

import pytest

from portal.web import theme
from tests.themes.conftest import DEFAULT

BUDGET_ALL_BYTES = 7 * 1024
SHEETS = sorted(path.relative_to(DEFAULT).as_posix() for path in DEFAULT.rglob("*.css"))
# Text on surfaces as the theme draws them (WCAG 1.4.3: 4.5); edges of controls and the focus ring (1.4.11: 3).
TEXT_PAIRS = [
    ("text", "surface"),
    ("text", "surface-quiet"),
    ("text", "surface-brand"),
    ("text", "accent-surface"),
    ("text-quiet", "surface"),
    ("text-quiet", "surface-quiet"),
    ("text-quiet", "surface-brand"),
    ("link", "surface"),
    ("link", "surface-quiet"),
    ("link", "surface-brand"),
    ("link-active", "surface-brand"),
    ("accent", "surface"),
    ("accent", "surface-quiet"),
    ("accent", "accent-surface"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
]
EDGE_PAIRS = [("rule-strong", "surface"), ("focus", "surface"), ("focus", "surface-quiet"), ("brand", "surface")]


def colours() -> dict[str, str]:
    """Return purpose token -> hex colour, following one ``var()`` from purpose to palette."""
    css = (DEFAULT / "styles/palette.css").read_text() + (DEFAULT / "styles/purpose.css").read_text()
    raw = dict(re.findall(r"--([\w-]+):\s*([^;]+);", css))
    return {name: raw[value[6:-1]] for name, value in raw.items() if value.startswith("var(--")}


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rgb`` or ``#rrggbb`` (WCAG 2)."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_sheet_is_in_a_bundle_and_every_listed_sheet_exists():
    listed = {path for name in theme.description()["bundle"] for path in theme.bundle_files(name)}
    assert listed == set(SHEETS)


def test_all_styles_together_are_small():
    everything = theme.stylesheet(*theme.description()["bundle"])
    assert len(gzip.compress(everything.encode(), 6)) <= BUDGET_ALL_BYTES


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheet_has_balanced_braces_and_stays_in_a_known_layer(sheet):
    css = theme.compact((DEFAULT / sheet).read_text(encoding="utf-8"))
    assert css.count("{") == css.count("}")
    if sheet != "styles/layers.css":
        order = (DEFAULT / "styles/layers.css").read_text().rsplit("@layer", 1)[1].strip(" ;\n").split(", ")
        assert re.match(r"@layer (\w+)\{", css).group(1) in order


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet != "styles/palette.css"])
def test_colours_are_tokens(sheet):
    css = theme.compact((DEFAULT / sheet).read_text(encoding="utf-8"))
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", css)


@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_is_readable(front, back):
    assert contrast(colours()[front], colours()[back]) >= 4.5


@pytest.mark.parametrize(("front", "back"), EDGE_PAIRS)
def test_edges_are_visible(front, back):
    assert contrast(colours()[front], colours()[back]) >= 3


def test_compact_keeps_strings_and_drops_comments():
    css = theme.compact('/* a; b */ .x > .y::before { content: "a  {b}"; color: red; }\n@media (min-width: 4em) { .z { margin: 0 auto; } }')
    assert css == '.x>.y::before{content:"a  {b}";color:red}@media (min-width:4em){.z{margin:0 auto}}'


def test_a_county_overrides_one_file(other_theme):
    (other_theme / "styles").mkdir()
    (other_theme / "styles/palette.css").write_text("@layer tokens { :root { --green-700: #123456; } }")
    assert "#123456" in theme.stylesheet("base")
    assert ".site-header" in theme.stylesheet("base")


def test_unknown_bundle_and_missing_file_are_errors(other_theme):
    with pytest.raises(theme.ThemeError, match="nothing"):
        theme.stylesheet("nothing")
    (other_theme / "theme.toml").write_text('[bundle.base]\nfiles = ["styles/absent.css"]\n')
    theme.clear_caches()
    with pytest.raises(theme.ThemeError, match=r"styles/absent\.css"):
        theme.stylesheet("base")


def test_styles_are_read_anew_only_while_debugging(other_theme, settings):
    before = theme.stylesheet("error")
    (other_theme / "components/error-page").mkdir(parents=True)
    (other_theme / "components/error-page/error-page.css").write_text("@layer components { .changed { margin: 0; } }")
    assert theme.stylesheet("error") == before
    settings.DEBUG = True
    assert ".changed" in theme.stylesheet("error")
