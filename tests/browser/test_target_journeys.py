"""A report in the newspaper: recorded by an editor, approved, counted, and read by a visitor with and without JavaScript."""

from io import BytesIO

from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.browser.editor_steps import actions, decides, fills, is_told, opens_the_task, signs_in

TITLE = "塘湖竹编上了省报"


def test_a_report_is_recorded_counted_and_read(visitor, desk_of, county_database):
    scan = BytesIO()
    Image.new("RGB", (300, 400), "white").save(scan, "JPEG")
    editor = signs_in(desk_of(), county_database.account("网络编辑"))
    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    editor.get_by_role("link", name="指标进度").click()
    row = editor.get_by_role("row").filter(has=editor.get_by_role("link", name="宣传报道", exact=True))
    expect(row).to_contain_text("13 / 60 篇")

    editor.get_by_role("link", name="宣传报道", exact=True).first.click()
    editor.goto("/admin/media-coverage/add/")
    fills(editor, "报道标题*", TITLE)
    fills(editor, "媒体名称*", "荆楚农村报（演示）")
    editor.get_by_label("媒体级别*").select_option(label="省级")
    fills(editor, "刊发日期*", f"{timezone.localdate():%Y-%m-%d}")
    editor.locator("input[name=upload]").set_input_files({"name": "版面.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()})
    actions(editor).get_by_role("button", name="提交审核", exact=True).click()
    is_told(editor, TITLE)
    opens_the_task(reviewer, TITLE)
    expect(reviewer.get_by_role("link", name="上传的截图或扫描件：版面.jpg")).to_be_visible()
    decides(reviewer, "通过")

    editor.goto("/admin/targets/")
    expect(row).to_contain_text("14 / 60 篇")
    row.get_by_role("link").click()
    expect(editor.get_by_role("img", name="累计完成、应完成和预计")).to_be_visible()
    expect(editor.get_by_role("row").filter(has_text="山茶油坐上直播间：麦市镇")).to_contain_text("按规则只计一次")

    visitor.goto("/news/media/")
    main = visitor.get_by_role("main")
    expect(main).to_contain_text("已完成 14 篇，目标 60 篇")
    main.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    visitor.goto("/news/media/?level=county")
    main.get_by_role("link", name="村口小站当天发货").click()
    expect(main).to_contain_text("原文网址现在打不开")
