"""The demo county with the picture sizes that its pages show: to draw them anew for each test or server would take minutes."""

from pathlib import Path
from unittest.mock import patch

from django.core.management import call_command
from django.test import Client
from PIL import Image

from tests.support import databases


def quick_avif():
    """Write AVIF in a fifth of the time while the block runs: by itself the encoder tries long to make the files a little smaller."""
    Image.init()
    save = Image.SAVE["AVIF"]

    def save_quickly(image, file, name):
        image.encoderinfo.setdefault("speed", 8)
        save(image, file, name)

    return patch.dict(Image.SAVE, AVIF=save_quickly)


def pictured(cache_folder: Path) -> Path:
    """Return a folder with the demo county and its pictures."""
    from tests.browser.addresses import ADDRESSES, address

    def draw() -> None:
        call_command("load_demo", verbosity=0)
        for kind in ADDRESSES:
            Client().get(address(kind))

    return databases.continued(cache_folder, "pictured", draw)
