"""写新闻: the form opens at once, makes one page however often it is sent, and submitting is its main button."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.core.around import articles_around
from cms.news.models import NewsColumnPage, NewsPage
from cms.products.models import ProductIndexPage, ProductPage
from portal.learning.models import Lesson
from portal.media.models import CustomImage
from tests.factories.media import ImageFactory
from tests.factories.pages import NewsPageFactory
from tests.factories.people import person
from tests.factories.training import CourseFactory
from tests.support import made_files

KEY = "0123456789abcdef" * 2
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client, new_county):
    """The browser of an editor."""
    client.user = person("editor")
    client.force_login(client.user)
    return client


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def stream(*blocks: tuple[str, object]) -> dict:
    """Return what the form of a page sends of a body of paragraphs (contents as Draftail keeps them) and pictures."""
    sent = {"body-count": len(blocks)}
    for number, (kind, value) in enumerate(blocks):
        sent |= {f"body-{number}-deleted": "", f"body-{number}-order": number, f"body-{number}-type": kind, f"body-{number}-id": ""}
        if kind == "paragraph":
            content = [{"key": "a", "text": value, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}]
            sent[f"body-{number}-value"] = json.dumps({"blocks": content, "entityMap": {}})
        else:
            sent |= {f"body-{number}-value-image": value, f"body-{number}-value-caption": ""}
    return sent


def article(*blocks, **values) -> dict:
    """Return what the form of an article sends."""
    told = {"title": "茶园开播", "summary": "一两句。", "source": "本中心", "author": "王某", "published_at": "2026-03-12 09:00"}
    sent = {"cover": "", "slug": "", "seo_title": "", "search_description": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return {**sent, **told, **stream(*(blocks or [("paragraph", "正文。")])), **values}


def adding(column, kind: str = "newspage") -> str:
    return reverse("wagtailadmin_pages:add", args=["news", kind, column.pk])


def test_the_form_opens_at_once_ready_to_type(editor):
    button = soup(editor.get(reverse("wagtailadmin_home"))).find("a", href=reverse("news_write"))
    page = soup(editor.get(button["href"], follow=True))
    assert page.find("input", {"name": "title"})
    assert page.find("input", {"name": "author"})["value"] == str(editor.user)
    assert json.loads(page.find(attrs={"data-block": True})["data-w-block-arguments-value"])[0][0]["type"] == "paragraph"
    assert "w-autosave" not in page.find("form", id="page-edit-form")["data-controller"]
    main = page.select_one("nav.footer, footer").find("button", {"type": "submit"})
    assert (main["name"], main.get_text(strip=True)) == ("action-submit", "提交审核")
    columns = [option["value"] for option in page.find("select", {"name": "placed_in"})("option")]
    assert len(columns) == NewsColumnPage.objects.count()


def test_the_column_of_last_time_is_offered_and_another_can_be_chosen(editor):
    first, second = NewsColumnPage.objects.order_by("path")[:2]
    editor.post(adding(first), article(placed_in=second.pk, once_key=KEY))
    page = NewsPage.objects.get(title="茶园开播")
    assert page.get_parent().pk == second.pk
    assert editor.get(reverse("news_write")).url.startswith(adding(second))


def test_a_form_sent_again_makes_no_second_page(editor):
    column = NewsColumnPage.objects.first()
    saved = editor.post(adding(column), article(title="茶", once_key=KEY), **JSON).json()
    editor.post(adding(column), article(once_key=KEY, **{"action-submit": "1"}))
    again = editor.post(adding(column), article(once_key=KEY, **{"action-submit": "1"}))
    page = NewsPage.objects.get(pk=saved["pk"])
    assert NewsPage.objects.filter(owner=editor.user).count() == 1
    assert page.get_latest_revision_as_object().title == "茶园开播"
    assert page.workflow_in_progress
    assert again.status_code == 302


def test_rows_of_a_form_sent_again_take_the_place_of_those_before(editor):
    section = ProductIndexPage.objects.first()
    form = soup(editor.get(reverse("wagtailadmin_pages:add", args=["products", "productpage", section.pk]))).find(id="page-edit-form")
    sent = {field["name"]: field.get("value", "") for field in form("input") if field.get("name") and "__prefix__" not in field["name"]}
    sent |= {"title": "麦市茶", "summary": "茶。", "certificates-TOTAL_FORMS": 1, "certificates-0-id": "", "certificates-0-ORDER": 1}
    sent |= {"certificates-0-title": "绿色食品", "certificates-0-name": "绿色食品", "certificates-0-kind": "green", **stream()}
    address = reverse("wagtailadmin_pages:add", args=["products", "productpage", section.pk])
    editor.post(address, {**sent, "once_key": KEY}, **JSON)
    editor.post(address, {**sent, "title": "麦市绿茶", "once_key": KEY})
    page = ProductPage.objects.get(owner=editor.user).get_latest_revision_as_object()
    assert page.title == "麦市绿茶"
    assert page.certificates.count() == 1


def test_pictures_of_a_manuscript_say_what_they_show_before_they_are_submitted(editor):
    column = NewsColumnPage.objects.first()
    file = SimpleUploadedFile("a.png", made_files.picture("PNG"))
    found = editor.post(reverse("media_read_manuscript"), {"file": file}).json()
    image = CustomImage.objects.get(pk=found["blocks"][0]["value"]["image"]["id"])
    assert f"picture-{image.pk}-description" in found["pictures"][0]
    blocks = [("paragraph", "正文。"), ("image", image.pk)]

    refused = editor.post(adding(column), article(*blocks, once_key=KEY, **{"action-submit": "1"}))
    assert "还没有填写" in soup(refused).get_text()
    assert soup(refused).find("input", {"name": f"picture-{image.pk}-description"})
    assert not NewsPage.objects.filter(owner=editor.user).exists()

    facts = {f"picture-{image.pk}-description": "茶园清晨", f"picture-{image.pk}-right": "own"}
    editor.post(adding(column), article(*blocks, once_key=KEY, **facts, **{"action-submit": "1"}))
    image.refresh_from_db()
    assert (image.description, image.right) == ("茶园清晨", "own")
    assert NewsPage.objects.get(owner=editor.user).workflow_in_progress


def test_a_draft_may_wait_for_what_its_pictures_show(editor):
    file = SimpleUploadedFile("a.png", made_files.picture("PNG"))
    image = editor.post(reverse("media_read_manuscript"), {"file": file}).json()["blocks"][0]["value"]["image"]["id"]
    editor.post(adding(NewsColumnPage.objects.first()), article(("image", image), once_key=KEY))
    page = NewsPage.objects.get(owner=editor.user)
    assert soup(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))).find("fieldset", {"data-picture": image})


def test_a_lesson_is_brought_in_as_an_article_is(editor):
    file = SimpleUploadedFile("a.png", made_files.picture("PNG"))
    image = editor.post(reverse("media_read_manuscript"), {"file": file}).json()["blocks"][0]["value"]["image"]["id"]
    address = reverse(Lesson.snippet_viewset.get_url_name("add"))
    assert soup(editor.get(address)).find("input", {"data-writing-file": True})
    told = {"course": CourseFactory().pk, "number": 1, "title": "拍商品图", "summary": "靠窗拍。", "pass_mark": 60, "quiz-count": 0}
    sent = {**told, "slug": "", "video_link": "", **stream(("image", image)), "action-submit": "1"}
    assert "还没有填写" in soup(editor.post(address, sent)).get_text()
    assert not Lesson.objects.exists()
    editor.post(address, {**sent, f"picture-{image}-description": "窗边的茶叶罐", f"picture-{image}-right": "own"})
    assert CustomImage.objects.get(pk=image).description == "窗边的茶叶罐"
    assert Lesson.objects.get().workflow_in_progress


def test_what_is_pasted_comes_back_as_blocks(editor):
    html = SimpleUploadedFile("paste.html", "<h1>题</h1><p>一</p><ul><li>二</li></ul>".encode())
    found = editor.post(reverse("media_read_manuscript"), {"html": html}).json()
    assert (found["title"], [block["type"] for block in found["blocks"]], found["notes"]) == ("题", ["paragraph"], [])
    assert editor.post(reverse("media_read_manuscript"), {"text": " "}).json() == {"notes": ["没有读到文字、表格或图片。"]}


def test_the_rules_give_hints_while_a_text_is_written(editor):
    column = NewsColumnPage.objects.first()
    address = reverse("cms_hints_on_create", args=["news", "newspage", column.pk])
    assert editor.post(address, article(("paragraph", "联系人身份证号 420101199001011236。"))).json()["hints"]
    assert editor.post(address, article()).json() == {"hints": []}
    assert not NewsPage.objects.filter(owner=editor.user).exists()


def test_source_and_author_are_always_asked(editor):
    answer = editor.post(adding(NewsColumnPage.objects.first()), article(source="", author="", **{"action-submit": "1"}))
    fields = soup(answer)
    assert [fields.find("input", {"name": name}).get("aria-invalid") for name in ("source", "author")] == ["true", "true"]


def test_a_manuscript_is_imported_without_scripts(editor):
    column = NewsColumnPage.objects.first()
    address = reverse("news_import")
    assert "请选择文稿" in soup(editor.post(address, {"column": column.pk})).get_text()
    file = SimpleUploadedFile("稿.docx", made_files.manuscript())
    sent = {"column": column.pk, "file": file, "once_key": KEY}
    answer = editor.post(address, sent)
    page = NewsPage.objects.get(title="茶山直播")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert [block.block_type for block in page.get_latest_revision_as_object().body] == [
        "paragraph",
        "image",
        "heading",
        "paragraph",
        "table",
    ]
    file.seek(0)
    assert editor.post(address, sent).url == answer.url
    assert not page.live


def test_nobody_writes_who_may_not(client, new_county):
    client.force_login(person("superuser"))
    client.logout()
    for address in (reverse("news_write"), reverse("news_import")):
        assert client.get(address).status_code == 302


def test_a_live_article_owns_up_to_what_was_changed(editor):
    page = NewsPageFactory(parent=NewsColumnPage.objects.first(), title="茶园开播", source="本中心", author="王某")
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    changed = article(("paragraph", "三百户。"), slug=page.slug, **{"action-submit": "1"})
    assert "请写更正说明" in soup(editor.post(address, changed)).get_text()
    assert editor.post(address, {**changed, "correction": "“二百户”应为“三百户”。"}).status_code == 302
    draft = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.corrected_at is not None
    draft.save_revision().publish()
    assert "“二百户”应为“三百户”。" in client_text(page)


def test_an_article_leads_on_to_others(new_county):
    column = NewsColumnPage.objects.first()
    pages = [NewsPageFactory(parent=column, title=title) for title in ("麦市茶园开播", "冬修水利", "茶园开播一月")]
    for page in pages:
        page.save_revision().publish()
    links = soup(Client().get(pages[1].get_absolute_url())).select_one("nav.read-on")("a")
    assert [link.get_text() for link in links] == ["上一篇：麦市茶园开播", "下一篇：茶园开播一月"]
    around = articles_around(pages[2])
    assert (around["next"], [link.title for link in around["related"]]) == (None, ["麦市茶园开播"])


def client_text(page) -> str:
    """Return what a visitor reads of a page."""
    return soup(Client().get(page.get_absolute_url())).get_text()


def test_lists_show_the_covers_of_those_that_have_one(new_county, client):
    column = NewsColumnPage.objects.first()
    covers = [ImageFactory(), None]
    for cover in covers:
        NewsPageFactory(parent=column, cover=cover)
    text = client.get(column.url).content.decode()
    assert text.count('news-list__picture"') == 1
    assert covers[0].get_rendition("width-320|format-jpeg").url in text


def test_slips_are_mended_without_a_note(editor):
    page = NewsPageFactory(parent=NewsColumnPage.objects.first(), title="茶园开播", source="本中心", author="王某")
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = article(("paragraph", "错字改了。"), slug=page.slug, is_minor="on", **{"action-submit": "1"})
    assert editor.post(address, sent).status_code == 302
