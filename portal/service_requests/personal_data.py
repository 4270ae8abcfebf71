"""Requests as a part of what the portal holds about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.acting.personal_data import FIELDS, STAYS
from portal.service_requests.models import ActingFor, ServiceRequest
from portal.service_requests.services import FORGETTING

personal_data(
    _("服务申请"),
    ["number", "created_at", "state", "title", "name", "contact", "town", "need", "wished_time", "provider", "fee", "grade", "comment"],
    erase=Erasure(
        FORGETTING.person,
        _("服务的类别、结果、费用和评价等级作为服务记录保留，不含姓名、电话和所写的内容。"),
    ),
    code="service_requests",
)(ServiceRequest)
personal_data(
    _("代办记录"),
    [(_("编号"), "request.number"), *FIELDS],
    owner="actor",
    erase=STAYS,
    code="acting_for",
    related=("request",),
)(ActingFor)
