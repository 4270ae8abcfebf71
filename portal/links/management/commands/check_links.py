"""Checks all links to other sites at once; the scheduler does the same every night."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.links.models import LinkCheck
from portal.links.services import check_links


class Command(BaseCommand):
    help = _("检查购买渠道等外部链接：打不开的和被劫持的对公众隐藏，并通知维护人。")

    def handle(self, **options) -> None:
        counts = check_links()
        for state in LinkCheck.State:
            self.stdout.write(f"{state.label}: {counts[state]}")
