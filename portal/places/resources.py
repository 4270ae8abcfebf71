"""Towns as a table."""

from django.utils.translation import gettext_lazy as _

from portal.places.models import Town
from portal.sheets.columns import CompactCodeColumn, column
from portal.sheets.registry import register
from portal.sheets.relations import ReferenceColumn
from portal.sheets.resources import Resource

_EXAMPLE = {"code": "000000100", "name": _("某某镇"), "kind": Town.Kind.TOWN.label}


@register
class TownResource(Resource):
    """Towns, by code; reference data without drafts."""

    kind = "towns"
    title = _("乡镇")
    model = Town
    key = "code"
    examples = (_EXAMPLE,)

    def build_columns(self):
        names = ("name", "kind", "order", "longitude", "latitude", "map_points", "label_x", "label_y")
        return [column(Town, "code", CompactCodeColumn), *(column(Town, name) for name in names)]


def town_column(heading, attribute="town", **options) -> ReferenceColumn:
    """Return the column that names a town by name or code."""
    return ReferenceColumn(heading, attribute, queryset=Town.objects.all, keys=("name", "code"), listed=True, **options)
