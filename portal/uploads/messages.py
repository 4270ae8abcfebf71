"""What people read when a file is refused: what is wrong and what to do. One text for each reason, at every door."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.uploads.refusal import Refusal

_RETRY = _("这个文件已损坏，打不开。请在原来的软件里重新保存或导出后再传。")
MESSAGES = {
    "damaged": _RETRY,
    "memory": _("文件太大或太复杂，网站处理不了。请缩小或拆分后再传。"),
    "time": _("文件太复杂，网站处理不了。请在原来的软件里重新保存或导出后再传。"),
    "complex": _("文件太复杂，网站处理不了。请缩小或拆分后再传。"),
    "busy": _("现在上传的人较多，请过一会儿再传。"),
    "size": _("文件不能超过 %(limit)d MB，请压缩或拆分后再传。"),
    "pixels": _("图片的像素太多（最多 %(limit)d 万），请缩小后再传。"),
    "large": _("图片的像素太多，网站处理不了，请缩小后再传。"),
    "picture": _("这不是可以打开的图片，请上传 JPG、PNG 或 WebP 格式的照片。"),
    "svg": _("这不是可以打开的图片：SVG 可能带有脚本。请上传 JPG、PNG 或 WebP 格式的照片。"),
    "heic": _("这是 HEIC 格式的照片，多数手机和电脑打不开。请在手机“设置 - 相机 - 格式”中选“兼容性最佳”后重拍，或把照片截图后上传。"),
    "type": _("文件内容与扩展名不符，请用原来的软件另存后再传。"),
    "kind": _("不接受这种文件，请上传 PDF、DOCX、XLSX、PPTX、TXT、ZIP 或 MP4。"),
    "paper": _("只能上传 PDF、Word（docx）或图片。"),
    "film": _("这不是 MP4 视频，或者手机打不开这种 MP4。请用手机自带的剪辑功能或剪辑软件导出为 MP4（H.264）后再传。"),
    "place": _("视频里记录了拍摄位置。请在手机相册里去掉位置信息，或用剪辑软件重新导出后再传。"),
    "old": _("这是旧版 Office 文件或加了密码的文件。请去掉密码，另存为 docx、xlsx、pptx 或 PDF 后再传。"),
    "encrypted": _("文件有密码，无法检查，请去掉密码后再传。"),
    "active": _("PDF 中带有脚本、附件或可执行动作，请打印为新的 PDF 后再传。"),
    "pages": _("最多 %(pages)d 页。"),
    "macro": _("文件带有宏，请另存为不含宏的格式后再传。"),
    "embedded": _("文件里嵌入了程序或其他对象，请删除后再传。"),
    "program": _("文件里有程序或脚本，不能上传。"),
    "bomb": _("压缩包解开后过大或文件过多，疑似压缩炸弹，不能上传。"),
    "path": _("压缩包里的路径不安全，请重新打包。"),
    "nested": _("压缩包里还有压缩包，请解开后重新打包。"),
    "personal": _("文件里有%(what)s，请遮盖后再传。"),
    "hidden": _("文件里有看不见的内容：%(what)s。请删除（可用“检查文档”）后再传。"),
}
HIDDEN = {
    "comments": _("批注"),
    "pivot": _("数据透视表缓存（原始数据）"),
    "links": _("外部工作簿链接"),
    "notes": _("演讲者备注"),
    "sheet": _("隐藏的工作表"),
    "row": _("隐藏的行"),
    "column": _("隐藏的列"),
    "text": _("隐藏文字"),
    "revisions": _("修订痕迹"),
    "position": _("图片中的拍摄位置"),
}


def refused(code: str, **params) -> ValidationError:
    """Return the error that a form shows for a reason.

    Args:
        code: a key of :data:`MESSAGES`.
        params: what the message names.
    """
    return ValidationError(MESSAGES[code], code=code, params=params or None)


def as_error(refusal: Refusal, **instead: str) -> ValidationError:
    """Return a parser's refusal as the error that a form shows.

    Args:
        refusal: what the parser said.
        instead: other reasons for some of its codes, where a door says it better (``type="picture"``).
    """
    return refused(instead.get(refusal.code, refusal.code), **refusal.params)
