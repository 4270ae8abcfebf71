"""Paths of media coverage."""

from portal.targets.sections import MEDIA

app_name = "targets"
urlpatterns = [*MEDIA.urls()]
