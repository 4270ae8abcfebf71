"""Co-operation in the admin menu."""

from wagtail import hooks

from portal.cooperation.viewsets import AgreementViewSet


@hooks.register("register_admin_viewset")
def agreements():
    """Register the agreements with training bodies."""
    return AgreementViewSet("training_agreements", url_prefix="training-agreements")
