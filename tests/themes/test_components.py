"""Every component is a folder that can be looked at alone: template, sample, style."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.template.loader import render_to_string

COMPONENTS = Path(settings.THEMES_DIR) / "default" / "components"
FOLDERS = sorted(folder for folder in COMPONENTS.iterdir() if folder.is_dir())


def sample(folder: Path) -> dict:
    """Return the sample file of a component."""
    return yaml.safe_load((folder / f"{folder.name}.yaml").read_text(encoding="utf-8"))


def contexts(folder: Path) -> dict[str, dict]:
    """Return a sample context for each template of a component."""
    data = sample(folder)
    return data.get("templates") or {f"{folder.name}.html": data["context"]}


SAMPLES = [(folder.name, template, context) for folder in FOLDERS for template, context in contexts(folder).items()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_is_complete(folder):
    data = sample(folder)
    assert data["purpose"].strip()
    assert {path.name for path in folder.glob("*.html")} == set(contexts(folder))
    assert data.get("style", folder.name) in {"none", folder.name}
    assert (folder / f"{folder.name}.css").is_file() == (data.get("style") != "none")


@pytest.mark.parametrize(("folder", "template", "context"), SAMPLES, ids=[f"{name}/{template}" for name, template, _context in SAMPLES])
def test_renders_alone(folder, template, context):
    html = render_to_string(f"components/{folder}/{template}", context)
    assert html.strip()
    # A strict Content-Security-Policy lets neither inline styles nor inline handlers through.
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html)


@pytest.mark.parametrize(
    "folder", [folder for folder in FOLDERS if (folder / f"{folder.name}.css").is_file()], ids=lambda folder: folder.name
)
def test_style_says_what_it_draws(folder):
    css = (folder / f"{folder.name}.css").read_text(encoding="utf-8")
    assert css.startswith("/*")
    assert "@layer components {" in css
