"""The nightly check of links, against real web servers on this machine."""

import contextlib
import http.server
import ipaddress
import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import Message
from portal.core.cache import current_stamp
from portal.enterprises.models import EnterpriseChannel, Membership
from portal.links.fetching import ForbiddenAddressError, _may_visit, fetch
from portal.links.judging import same_owner, text_of, title_of, visit
from portal.links.models import LinkCheck, is_hidden
from portal.links.services import check_links, check_links_daily, show_again
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.pages import NewsPageFactory, body
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
State = LinkCheck.State


class _Shop(http.server.BaseHTTPRequestHandler):
    """Answers by path: a status with a title, a redirect, or nothing for a while."""

    answers: dict = {}

    def do_GET(self):
        kind, value = self.answers.get(self.path, ("404", "没有"))
        if kind == "slow":
            time.sleep(value)
        self.send_response(int(kind) if kind.isdecimal() else 200)
        if kind == "302":
            self.send_header("Location", value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(f"<html><title>{value}</title><script>赌博</script><body>{value}</body></html>".encode())

    def log_message(self, *_arguments):
        """Stay silent."""


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "240.0.0.1", "192.88.99.1", "2130706433", "0x7f.1", "017700000001"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::8.8.8.8]"),
        *("[64:ff9b:1::1]", "[fec0::1]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[2002:7f00:1::1]", "[2001:0:7f00:1::1]", "[2001:db8::1]"),
    ],
)
def test_only_public_addresses_are_visited(host):
    with pytest.raises(ForbiddenAddressError):
        fetch(f"http://{host}/")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_visited(address):
    assert _may_visit(ipaddress.ip_address(address))


@pytest.fixture
def shop(settings):
    """A shop on 127.0.0.1, which only tests may visit; its answers can be changed."""
    settings.LINK_CHECK_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    settings.LINK_CHECK_SECONDS = 2
    handler = type("Shop", (_Shop,), {"answers": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    handler.address = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def channel(shop):
    """A public enterprise with an owner and one shop."""
    shop.answers["/shop"] = ("200", "青岭油茶旗舰店")
    enterprise = EnterpriseFactory()
    Membership.objects.create(user=UserFactory(), organisation=enterprise, role=Membership.Role.OWNER)
    return EnterpriseChannel.objects.create(enterprise=enterprise, platform="other", shop="油茶店", url=f"{shop.address}/shop")


def state_of(channel) -> tuple:
    check = LinkCheck.objects.get(url=channel.url)
    return check.state, check.hidden


def test_a_good_link_stays(channel):
    check_links()
    assert state_of(channel) == (State.OK, False)
    assert LinkCheck.objects.get().title == "青岭油茶旗舰店"
    assert LinkCheck.objects.get().where == channel.enterprise.name


def test_a_daily_check_that_was_cut_off_goes_on_where_it_stopped(channel, shop):
    """A failure must not count twice because the worker was killed after it."""
    shop.answers["/shop"] = ("404", "没有")
    check_links_daily()
    other = EnterpriseChannel.objects.create(enterprise=channel.enterprise, platform="other", shop="茶店", url=f"{shop.address}/tea")
    check_links_daily()
    assert LinkCheck.objects.get(url=channel.url).failures == 1
    assert LinkCheck.objects.get(url=other.url).failures == 1
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=1))
    check_links_daily()
    assert state_of(channel) == (State.DEAD, True)


def test_dead_twice_is_hidden_told_and_comes_back(channel, shop, client):
    shop.answers["/shop"] = ("404", "没有")
    check_links()
    assert state_of(channel) == (State.DEAD, False)
    assert not Message.objects.exists()
    before = current_stamp()
    check_links()
    assert state_of(channel) == (State.DEAD, True)
    assert current_stamp() != before
    assert is_hidden(channel.url)
    message = Message.objects.get(user=channel.enterprise.memberships.get().user)
    assert channel.url in message.body
    assert message.url == channel.enterprise.get_owner_url()
    page = client.get(channel.enterprise.get_absolute_url()).content.decode()
    assert channel.url not in page
    assert "油茶店" in page
    check_links()
    assert Message.objects.count() == 1
    shop.answers["/shop"] = ("200", "又开了")
    check_links()
    assert state_of(channel) == (State.OK, False)
    assert channel.url in client.get(channel.enterprise.get_absolute_url()).content.decode()


def test_hijacked_is_hidden_at_once_until_somebody_looks(channel, shop):
    shop.answers["/shop"] = ("200", "澳门赌场注册送彩金 网络赌博平台")
    check_links()
    assert state_of(channel) == (State.HIJACKED, True)
    shop.answers["/shop"] = ("200", "油茶店")
    check_links()
    assert state_of(channel) == (State.HIJACKED, True)
    show_again(LinkCheck.objects.get(), UserFactory(), "已核对")
    assert not is_hidden(channel.url)


def test_a_redirect_to_a_bad_page_counts_by_where_it_ends(channel, shop):
    shop.answers["/shop"] = ("302", "/other")
    shop.answers["/other"] = ("200", "网络赌博平台")
    check_links()
    assert state_of(channel) == (State.HIJACKED, True)
    assert LinkCheck.objects.get().final_url.endswith("/other")


def test_a_shop_that_refuses_programs_says_nothing(channel, shop):
    shop.answers["/shop"] = ("403", "请验证")
    for _night in range(3):
        check_links()
    assert state_of(channel) == (State.UNCLEAR, False)


def test_links_that_are_gone_are_forgotten(channel):
    check_links()
    channel.delete()
    call_command("check_links", verbosity=0)
    assert not LinkCheck.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://127.0.0.1:99999/",
    ],
)
def test_the_own_network_is_not_visited(url):
    with pytest.raises(ForbiddenAddressError):
        fetch(url)


def test_a_redirect_into_the_network_is_refused(shop, settings):
    shop.answers["/in"] = ("302", "http://10.0.0.1/")
    assert visit(f"{shop.address}/in").state == State.REFUSED


def test_another_port_is_refused_outside_the_tests(shop, settings):
    settings.LINK_CHECK_PRIVATE_NETWORKS = []
    assert visit(f"{shop.address}/shop").state == State.REFUSED


def test_loops_and_slow_shops_end(shop):
    shop.answers["/loop"] = ("302", "/loop")
    assert visit(f"{shop.address}/loop").state == State.DEAD
    shop.answers["/slow"] = ("slow", 6)
    began = time.monotonic()
    assert visit(f"{shop.address}/slow").state == State.DEAD
    assert time.monotonic() - began < 5


def test_what_is_read_of_a_page():
    html = "<title>\n 甲 &amp; 乙 </title><script>x</script><p>正文<b>粗</b></p>"
    assert title_of(html) == "甲 & 乙"
    assert text_of(html) == "甲 & 乙 正文 粗"


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [
        ("https://a.taobao.com/x", "https://login.taobao.com/", True),
        ("https://shop.taobao.com/", "https://detail.tmall.com/", True),
        ("https://tea.com.cn/", "https://oil.com.cn/", False),
        ("https://www.tea.cn/", "https://tea.cn/", True),
        ("https://tea.cn/", "https://casino.example/", False),
    ],
)
def test_whose_address_it_is(first, last, same):
    assert same_owner(first, last) is same


def test_pages_join_from_above(new_county, shop):
    from cms.products.models import ProductChannel
    from tests.factories.every_kind import PAGES

    page = PAGES["product_page"]()
    ProductChannel.objects.create(page=page, platform="other", shop="店", url=f"{shop.address}/nothing")
    check_links()
    check_links()
    assert LinkCheck.objects.get(url=f"{shop.address}/nothing").hidden
    assert page.channels.get().hidden


def test_a_link_in_a_text_is_visited_and_stays_as_words_while_it_is_dead(shop, client):
    shop.answers["/rules?a=1&b=2"] = ("404", "没有")
    text = f'见<a href="{shop.address}/rules?a=1&amp;b=2">办法全文</a>和<a href="{shop.address}/{"x" * 500}">附件</a>。'
    article = NewsPageFactory(body=body(text))
    link = f'href="{shop.address}/rules?a=1&amp;b=2"'
    for seen in (True, False):
        check_links()
        page = client.get(article.url).content.decode()
        assert "办法全文" in page
        assert (link in page) is seen
    assert LinkCheck.objects.get().where == article.title
    shop.answers["/rules?a=1&b=2"] = ("200", "办法")
    check_links()
    assert link in client.get(article.url).content.decode()
