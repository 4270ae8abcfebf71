from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalLearningConfig(AppConfig):
    name = "portal.learning"
    label = "learning"
    verbose_name = _("在线学习")

    def ready(self):
        from django.db.models.signals import post_save

        from portal.core.writes import unseen
        from portal.learning.links import film_links
        from portal.learning.signals import course_saved
        from portal.links.registry import register_links

        unseen(self.get_model("Progress"))
        register_links("lessons", film_links)
        post_save.connect(course_saved, sender="training.Course", dispatch_uid="portal.learning.course_saved")
