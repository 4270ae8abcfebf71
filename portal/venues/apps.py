from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalVenuesConfig(AppConfig):
    name = "portal.venues"
    label = "venues"
    verbose_name = _("场地预订")

    def ready(self):
        from django.db.models.signals import post_save, pre_save
        from wagtail.signals import unpublished

        from portal.accounts.personal_data import Erasure, personal_data
        from portal.accounts.views.my import add_to_overview
        from portal.ops import schedule
        from portal.venues import changes, services
        from portal.venues.views import overview

        told = ("venue", "enterprise", "day", "starts_at", "ends_at", "purpose", "people", "name", "phone", "state", "refusal")
        personal_data(_("场地预订"), told, erase=Erasure(services.forget_bookings), code="venue_bookings")(self.get_model("Booking"))
        add_to_overview(overview)
        schedule.every(schedule.A_DAY, services.forget_contacts)
        schedule.every(schedule.A_DAY, services.remind_keepers)
        for signal, then in ((pre_save, changes.remember), (post_save, changes.compare)):
            signal.connect(then, sender=self.get_model("Venue"), dispatch_uid=f"portal.venues.{then.__name__}")
        unpublished.connect(services.venue_unpublished, sender=self.get_model("Venue"), dispatch_uid="portal.venues.unpublished")
