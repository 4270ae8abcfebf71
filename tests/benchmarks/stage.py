"""What every subject measures on: the demo county, served by a real portal in a throw-away folder."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support import servers


@dataclass(frozen=True)
class Stage:
    """A running portal with the demo county; ``process`` is its supervisor's number."""

    address: str
    data_dir: Path
    process: int


def use(data_dir: Path) -> None:
    """Make this process one of the stage's: its settings, its database."""
    import django

    os.environ.update(DJANGO_SETTINGS_MODULE="portal.settings.demo", DATA_DIR=str(data_dir))
    django.setup()


def load(environment: dict[str, str], *, county: bool = True) -> None:
    """Load the demo county, or only a site as set up, into the folder and the database that an environment names."""
    for title, arguments in (
        ("making the database", ["migrate", "--no-input", "-v0"]),
        ("setting up", ["setup_portal"]),
        *([("loading the demo county", ["load_demo"])] if county else []),
        ("collecting static files", ["collectstatic", "--no-input", "-v0"]),
    ):
        print(f"==> {title}", flush=True)
        servers.manage(environment, *arguments)


@contextlib.contextmanager
def stage(*, county: bool = True) -> Iterator[Stage]:
    """Load the demo county, or only a site as set up, into a throw-away folder and run the portal on it with two web workers."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        data_dir = Path(folder)
        load(servers.settings_of(data_dir, 8000), county=county)
        print("==> starting the portal", flush=True)
        with servers.portal(data_dir, WEB_WORKERS="2") as portal:
            yield Stage(portal.address, data_dir, portal.process.pid)
