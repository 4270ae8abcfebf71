from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core import audit


class Command(BaseCommand):
    help = "取消一个账号的双重验证（手机丢失又没有备用码时）；下次登录须重新设置。"

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username: str, **options) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("没有这个用户：%(name)s") % {"name": username})
        Authenticator.objects.filter(user=user).delete()
        audit.record("accounts.second_factor_reset", user, reason="manage.py reset_second_factor")
        self.stdout.write(_("已取消双重验证。"))
