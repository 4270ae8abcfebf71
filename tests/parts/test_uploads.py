"""Eight hostile files at once on a real server: no 500, and no process above 400 MB. `make bench ARGS=uploads` sends 200 of each kind."""

from concurrent.futures import ThreadPoolExecutor

from tests.support import hostile, servers
from tests.support.flood import AT_ONCE, MOST_BYTES, Memory, send
from tests.support.made_files import picture
from tests.support.sessions import session_of


def test_eight_at_once(data_dir):
    files = [hostile.large_webp()] * AT_ONCE + [picture("PNG", (7000, 7000)), picture("WEBP", (4000, 4000))]
    files += [hostile.hostile(kind, seed) for kind in ("jpeg", "webp", "pdf", "docx") for seed in (10, 11)]
    cookies, token = session_of(data_dir)
    with servers.portal(data_dir) as portal, Memory(portal.process.pid) as memory, ThreadPoolExecutor(AT_ONCE) as pool:
        fields = {"csrfmiddlewaretoken": token, "name": "张三"}

        def one(content: bytes) -> int:
            return send(f"{portal.address}/my/resume/", cookies, fields, "file", ("x.jpg", content))

        statuses = list(pool.map(one, files))
    assert set(statuses) == {200}
    assert "the parser of one file" in memory.most
    assert {name: size // 2**20 for name, size in memory.most.items() if size > MOST_BYTES} == {}
