"""When a case of a kind would be due, and why: ``manage.py due consultation 2026-02-13T10:00``."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from portal.cases.clocks import due_at
from portal.cases.handlers import watched_kinds
from portal.cases.limits import clock_of
from portal.core.moments import machine_text


class Command(BaseCommand):
    help = "Print as JSON when a case that came at a time would be due, and why (times are Asia/Shanghai unless they say otherwise)."

    def add_arguments(self, parser):
        parser.add_argument("kind", help="code of the kind: " + ", ".join(kind.code for kind in watched_kinds()))
        parser.add_argument("start", help="when it came, in ISO form: 2026-02-13T10:00")

    def handle(self, *args, **options):
        kinds = {kind.code: kind for kind in watched_kinds()}
        kind = kinds.get(options["kind"])
        if kind is None:
            raise CommandError(_("没有这种事项。可用：%(kinds)s。") % {"kinds": "、".join(kinds)})
        try:
            start = parse_datetime(options["start"])
        except ValueError:
            start = None
        if start is None:
            raise CommandError(_("时间应写成 2026-02-13T10:00。"))
        start = timezone.make_aware(start) if timezone.is_naive(start) else start
        deadline = due_at(timezone.localtime(start), clock_of(kind))
        said = {"kind": kind.code, "start": machine_text(start), "due": machine_text(deadline.at), "why": deadline.why}
        self.stdout.write(json.dumps(said, ensure_ascii=False))
