"""The centre's identity: nothing of it is in code, all of it is on the pages."""

from portal.identity.models import CentreShop, SiteIdentity
from tests.support.refusals import refused


def test_the_name_is_checked(new_county):
    identity = SiteIdentity.objects.get()
    identity.full_clean()
    identity.centre_name = "通用电商中心"
    with refused("centre_name", field="centre_name"):
        identity.full_clean()


def test_a_change_is_on_every_page_at_once(new_county, client):
    identity = SiteIdentity.objects.get()
    client.get("/")
    identity.centre_name, identity.icp_number, identity.notice = "青山市电子商务公共服务中心", "鄂ICP备00000000号", "系统今晚维护"
    identity.save()
    for path in ("/", "/news/", "/services/free/", "/sitemap/"):
        text = client.get(path).content.decode()
        assert "青山市电子商务公共服务中心" in text
        assert "鄂ICP备00000000号" in text
        assert "系统今晚维护" in text
        assert "隽水县" not in text


def test_missing_numbers_show_nothing_to_the_public(new_county, client):
    text = client.get("/").content.decode()
    assert "公网安备" not in text
    assert "beian.mps.gov.cn" not in text


def test_shops_are_named_by_secure_addresses(new_county):
    shop = CentreShop(identity=SiteIdentity.objects.get(), platform="淘宝", name="本地特产", url="http://www.taobao.com/")
    with refused("https", field="url"):
        shop.full_clean()
