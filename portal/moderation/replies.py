"""Interactive replies of staff: screened before anybody reads them (R-MOD-5)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.core import audit
from portal.moderation.advice import advice
from portal.moderation.extraction import Passage
from portal.moderation.screenings import screen_texts

REPLY = "reply"
FIELD = "reply"


def check_reply(text: str, user, about=None) -> list[dict]:
    """Screen what a member of staff answers a member of the public; return the milder hits, for a hint beside the form.

    Args:
        text: the answer.
        user: who answers.
        about: the case it answers, for the audit.

    Raises:
        ValidationError: an insult, a quarrel or anything else that the rules block, the message says which words have to go.
    """
    verdict, hits = screen_texts([Passage(FIELD, str(_("答复")), text)], REPLY)
    if verdict != "block":
        return hits
    blocks = [hit for hit in hits if hit["action"] == "block"]
    audit.record(
        "moderation.reply.blocked", about, actor=user, clause=blocks[0]["clause"], after={"terms": [hit["term"] for hit in blocks]}
    )
    said = [_("答复不能发出，请改用文明、客观的说法；解决不了的请报中心主任。"), *advice(hits, strictest=True, places=False)]
    raise ValidationError([ValidationError(sentence, code="reply") for sentence in said])
