"""Who may decide on content, and who may put it before the public."""

from wagtail.models import PagePermissionTester


def may_review(obj, user) -> bool:
    """Return whether the user is neither the last editor of ``obj`` nor the one who submitted it."""
    latest = obj.latest_revision
    state = obj.current_workflow_state
    return not ((latest and latest.user_id == user.pk) or (state and state.requested_by_id == user.pk))


class EditorialPagePermissionTester(PagePermissionTester):
    """Page permissions without a way past the review.

    Wagtail's "publish" permission lets one person write and publish. Here it only lets reviewers and directors take a page off the
    site; a page gets onto the site when its workflow ends, whoever the editor is.
    """

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False
