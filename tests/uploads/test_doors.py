"""Every door through which a file comes answers a damaged or hostile one with words, never with 500, and keeps the rest of the form."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from portal.media.models import CustomDocument, CustomImage
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, agreed, person
from tests.support import hostile

pytestmark = pytest.mark.django_db
PICTURES = {
    "cut": lambda: hostile.hostile("jpeg", 0),
    "another kind": lambda: hostile.honest("pdf"),
    "two frames": lambda: hostile.two_frames("JPEG"),
    "for print": hostile.cmyk,
    "says it is huge": hostile.huge_png,
    "of a phone": hostile.heic,
}
GOOD = {"two frames", "for print"}
PAPERS = {
    "cut": lambda: hostile.hostile("pdf", 0),
    "with a script": lambda: hostile.ACTIVE_PDF["script under a disguised name"],
    "with a bomb": lambda: hostile.changed(hostile.honest("docx"), {"word/zeros": b"\0" * 20_000_000}),
    "with entities": lambda: hostile.changed(hostile.honest("docx"), {"word/document.xml": hostile.ENTITIES}),
}


def sent(content: bytes, name: str = "x.jpg") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def complains(page, field: str) -> bool:
    """Return whether a page of the site has something to say of a field."""
    found = BeautifulSoup(page.content, "html.parser").find(attrs={"name": field})
    return found.get("aria-invalid") == "true"


@pytest.fixture
def editor(client, new_county):
    """The client, signed in as somebody who may do everything in the back office."""
    client.force_login(person("superuser"))
    return client


@pytest.mark.parametrize("name", PICTURES)
def test_the_licence_of_an_enterprise(client, new_county, name):
    client.force_login(agreed(UserFactory()))
    page = client.post(reverse("enterprises:register"), {"name": "通山谷茶业有限公司", "licence": sent(PICTURES[name]())})
    assert page.status_code == 200
    assert "通山谷茶业有限公司" in page.content.decode()
    assert complains(page, "licence") is (name not in GOOD)


@pytest.mark.parametrize("name", [*PICTURES, *PAPERS])
def test_a_resume(client, job_seeker, name):
    client.force_login(job_seeker)
    page = client.post(reverse("talent:resume"), {"name": "张三丰", "file": sent({**PICTURES, **PAPERS}[name]())})
    assert page.status_code == 200
    assert "张三丰" in page.content.decode()
    assert complains(page, "file") is (name not in GOOD | {"another kind"})


@pytest.fixture
def job_seeker(new_county):
    """Somebody who has agreed to the rules."""
    return agreed(UserFactory())


@pytest.mark.parametrize("name", PICTURES)
def test_one_picture_in_the_back_office(editor, name):
    values = {
        "title": "茶园",
        "description": "茶园的画面",
        "source": "张三 摄",
        "right": "own",
        "collection": Collection.get_first_root_node().pk,
        "file": sent(PICTURES[name]()),
    }
    page = editor.post(reverse("wagtailimages:add"), values)
    assert page.status_code == (302 if name in GOOD else 200)
    assert CustomImage.objects.exists() is (name in GOOD)
    if name not in GOOD:
        assert "茶园的画面" in page.content.decode()


@pytest.mark.parametrize("name", PICTURES)
def test_several_pictures_at_once(editor, name):
    answer = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "茶园", "files[]": sent(PICTURES[name]()), "collection": Collection.get_first_root_node().pk},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    assert answer["success"] is (name in GOOD)
    if name in GOOD:
        address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[answer["uploaded_file_id"]])
        prefix = f"uploaded-image-{answer['uploaded_file_id']}"
        values = {f"{prefix}-title": "茶园", f"{prefix}-description": "茶园的画面", f"{prefix}-tags": ""}
        values |= {f"{prefix}-source": "张三 摄", f"{prefix}-right": "own"}
        values[f"{prefix}-collection"] = Collection.get_first_root_node().pk
        assert editor.post(address, values, headers={"X-Requested-With": "XMLHttpRequest"}).json()["success"]
        with CustomImage.objects.get().file.open() as file:
            assert b"SecretPhone" not in file.read()
    else:
        assert any("\u4e00" <= char <= "\u9fff" for char in answer["error_message"])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_from_the_chooser(editor, name):
    prefix = "image-chooser-upload"
    values = {f"{prefix}-title": "茶园", f"{prefix}-description": "茶园的画面", f"{prefix}-file": sent(PICTURES[name]())}
    values |= {f"{prefix}-collection": Collection.get_first_root_node().pk, f"{prefix}-source": "张三 摄", f"{prefix}-right": "own"}
    answer = editor.post(reverse("wagtailimages_chooser:create"), values)
    assert answer.status_code == 200
    assert answer.json()["step"] == ("chosen" if name in GOOD else "reshow_creation_form")


@pytest.mark.parametrize("name", PAPERS)
def test_documents_by_all_three_doors(editor, name):
    ending = "pdf" if name in {"cut", "with a script"} else "docx"
    collection = Collection.get_first_root_node().pk
    page = editor.post(reverse("wagtaildocs:add"), {"title": "办法", "collection": collection, "file": sent(PAPERS[name](), f"x.{ending}")})
    assert page.status_code == 200
    assert "办法" in page.content.decode()
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "办法", "files[]": sent(PAPERS[name](), f"x.{ending}"), "collection": collection},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert not answer.json()["success"]
    prefix = "document-chooser-upload"
    values = {f"{prefix}-title": "办法", f"{prefix}-collection": collection, f"{prefix}-file": sent(PAPERS[name](), f"x.{ending}")}
    assert editor.post(reverse("wagtaildocs_chooser:create"), values).status_code == 200
    assert not CustomDocument.objects.exists()


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_of_an_account(editor, name):
    values = {"avatar-avatar": sent(PICTURES[name]())}
    page = editor.post(reverse("wagtailadmin_account"), values)
    assert page.status_code in {200, 302}
    panel = BeautifulSoup(page.content, "html.parser").select_one(".w-avatar-panel")
    told = panel.find_next_sibling(role="alert") if panel else None
    assert (told is not None and any("\u4e00" <= char <= "\u9fff" for char in told.get_text())) is (name not in GOOD)
    kept = [profile.avatar for profile in UserProfile.objects.exclude(avatar="")]
    for picture in kept:
        with picture.open() as file:
            assert b"SecretPhone" not in file.read()


@pytest.mark.parametrize("seed", range(8, 30, 3))
def test_tables_of_records_and_of_redirects(editor, seed):
    EnterpriseFactory()
    content = hostile.hostile("xlsx", seed)
    page = editor.post(reverse("spreadsheets_import", args=["enterprises"]), {"file": sent(content, "x.xlsx")})
    assert page.status_code == 200
    answer = editor.post(reverse("wagtailredirects:start_import"), {"import_file": sent(content, "x.xlsx")})
    assert answer.status_code in {200, 302}


def test_terms_of_the_rules(editor):
    for seed in range(6):
        page = editor.post(reverse("moderation_rule_import"), {"file": sent(hostile.hostile("txt", seed), "x.csv")})
        assert page.status_code == 200
