"""A real portal on a disk that fills up: nobody loses what was typed, nothing is half done, and with room again all goes on by itself."""

import contextlib
import json
import shutil
import subprocess
from html import unescape

import pytest

from tests.parts.test_write_lock import PUBLIC, report
from tests.support import servers
from tests.support.flood import send
from tests.support.made_files import picture
from tests.support.parts import program
from tests.support.sessions import session_of

ROOM = 128 * 2**20


@pytest.fixture
def small_disk(data_dir, tmp_path):
    """The data folder of the demo county on a disk of its own with little room left; skips where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = sum(path.stat().st_size for path in data_dir.iterdir() if path.is_file()) + ROOM
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=False).returncode:
        pytest.skip("needs the right to mount a disk of memory")
    try:
        for path in data_dir.iterdir():
            shutil.copy(path, folder / path.name, follow_symlinks=False)
        (folder / "media").unlink()
        (folder / "media").mkdir()
        yield folder
    finally:
        subprocess.run([program("umount"), "--lazy", str(folder)], check=True)


def fill(folder) -> None:
    """Take all the room that is left."""
    with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while file.write(bytes(2**16)) == 2**16:
            pass
    with contextlib.suppress(OSError), (folder / "filler").open("ab", buffering=0) as file:
        while file.write(bytes(512)):
            pass


def stored(folder) -> list[str]:
    """Return the files that people have sent."""
    return [str(path) for name in ("private", "media") for path in (folder / name).rglob("*") if path.is_file()]


def test_nothing_is_lost_and_all_goes_on(small_disk):
    cookies, token = session_of(small_disk)
    staff_cookies, staff_token = session_of(small_disk, "person('superuser')")
    with servers.portal(small_disk, TMPDIR=str(small_disk)) as portal:
        typed, cookie = report(portal)
        assert servers.get(f"{portal.address}/my/", Cookie=cookies).status == 200
        before = stored(small_disk)
        fill(small_disk)
        assert {path: servers.get(f"{portal.address}{path}").status for path in PUBLIC} == dict.fromkeys(PUBLIC, 200)
        answer = servers.post(f"{portal.address}/report/", typed, Cookie=cookie)
        assert answer.status == 503
        assert typed["text"] in unescape(answer.body.decode())
        papers = {"csrfmiddlewaretoken": token, "once_key": "0" * 32, "name": "茶厂", "enterprise_kind": "ecommerce", "exempt": "on"}
        # More than is kept in memory while it is read.
        large = picture("PNG") + bytes(4 * 2**20)
        register = f"{portal.address}/my/enterprise/register/"
        assert send(register, cookies, papers, "licence", ("x.png", large)) == 503
        told = {"title": "图", "description": "茶", "source": "张三 摄", "right": "own"}
        image = {"csrfmiddlewaretoken": staff_token, **told, "collection": "1"}
        add = f"{portal.address}/admin/images/add/"
        assert send(add, staff_cookies, image, "file", ("x.png", picture("PNG"))) == 503
        assert stored(small_disk) == before
        (small_disk / "filler").unlink()
        assert servers.post(f"{portal.address}/report/", typed, Cookie=cookie).status == 200
        assert send(add, staff_cookies, image, "file", ("x.png", picture("PNG"))) == 200
        assert len(stored(small_disk)) > len(before)
        servers.wait_until(lambda: worker_state(portal) == "ok", "the worker after the disk was full")


def worker_state(portal: servers.Portal) -> str:
    """Return what ``/readyz`` says of the worker."""
    return json.loads(servers.get(f"{portal.address}/readyz").body)["parts"]["worker"]["state"]
