"""What :mod:`tests.guards.test_made_up_requests` has found, each as a plain test; the kind is tried, not only the example."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.core.addresses import parts_of
from portal.core.withdrawn import mark_of
from portal.web.middleware import KeyMiddleware
from tests.factories.enterprises import DiagnosisFactory
from tests.factories.media import ImageFactory
from tests.factories.people import UserFactory
from tests.support.forms import filled

# What Python's own reader of addresses raises an error for.
NO_ADDRESSES = ["http://[::1", "https://\u2100.example/", "//[", "http://[v1.x"]


@pytest.fixture
def staff(new_county):
    """A signed-in technical administrator; a failure shows as 500."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_refused_wherever_one_is_sent(staff, address):
    assert not parts_of(address).netloc
    visitor = Client(raise_request_exception=False)
    sent = filled(visitor.get("/report/"), "problem", url=address, problem="stale", text="电话打不通。")
    assert "请填写本网站的网页地址" in visitor.post("/report/", sent).content.decode()
    for header in ("origin", "referer"):
        assert visitor.post("/report/", sent, headers={header: address}).status_code < 500
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/agree/", "/accounts/code/"):
        assert visitor.get(path, {"next": address}).status_code < 500
        assert visitor.post(path, {"next": address}).status_code < 500
    pin = staff.get("/admin/search_pins/new/")
    assert staff.post("/admin/search_pins/new/", filled(pin, "address", address=address, query="茶", reason="主推")).status_code == 200


def test_a_draft_of_a_diagnosis_can_be_saved_and_an_issued_one_not(staff):
    draft, issued = DiagnosisFactory(), DiagnosisFactory(issued_at=timezone.now())
    page = staff.get(f"/admin/diagnoses/edit/{draft.pk}/")
    assert staff.post(f"/admin/diagnoses/edit/{draft.pk}/", filled(page, "product", product="红茶")).status_code == 302
    draft.refresh_from_db()
    assert draft.product == "红茶"
    assert staff.post(f"/admin/diagnoses/edit/{issued.pk}/", {"product": "绿茶"})["Location"] == "/admin/"


def test_what_wagtail_cannot_read_is_a_bad_request(staff):
    creates = sorted({f"/admin/snippets/choose/{kind}/create/" for kind in ("talent/recommendation", "catalogues/provider")})
    for path in creates:
        assert staff.post(path).status_code == 400, path
    assert staff.get("/admin/pages/1/set_position/").status_code == 400
    assert staff.post("/admin/pages/create/news/newspage", {"parent_page": "//x"}).status_code == 400
    assert staff.get("/admin/reports/workflow/?created_at_from=%E2%80%A8").status_code == 400


def test_a_picture_whose_file_is_lost_is_not_found_by_its_screens(staff):
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    assert staff.get(f"/admin/images/{image.pk}/preview/max-100x100/").status_code == 404
    assert staff.post(f"/admin/images/{image.pk}/", {"title": "图"}).status_code < 500


def test_faults_of_our_own_stay_failures(rf):
    with pytest.raises(ValueError, match="no path") as raised:
        mark_of("a\0")
    assert KeyMiddleware(None).process_exception(rf.get("/admin/x/"), raised.value) is None
