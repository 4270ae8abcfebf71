"""System check before going live (``manage.py check --deploy``): the search server is there and of a version that this portal knows."""

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.utils.translation import gettext_lazy as _

from search.engines.base import EngineUnavailable


@register(deploy=True)
def check_server(app_configs=None, **_kwargs) -> list:
    """Ask the server for its version. One that is away is no error: the database answers and the portal goes on trying."""
    if not settings.ELASTICSEARCH["url"]:
        return []
    from search.engines.elasticsearch.server import UnsupportedVersion, require_supported

    try:
        require_supported()
    except UnsupportedVersion as error:
        return [Error(str(error), hint=str(_("请安装受支持的版本，见 docs/operations.md。")), id="search.E010")]
    except EngineUnavailable as error:
        message = _("Elasticsearch 没有应答（%(reason)s），暂由数据库搜索。") % {"reason": error}
        return [Warning(message, hint=str(_("请检查 ELASTICSEARCH_URL。")), id="search.W010")]
    return []
