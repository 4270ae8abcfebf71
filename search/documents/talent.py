"""Jobs, people who look for work, bases and practice places; recommended people are shown to employers first and are not findable."""

from portal.talent.models import Job, PracticeOffer, TrainingBase, WantedNotice
from search.documents.base import NOT_FINDABLE, Content, end_of, names, register, town_code
from search.documents.kinds import KINDS

# Who types the name of a thing wants the thing, or who sells it, before work around it.
JOB_BOOST, WANTED_BOOST = 0.9, 0.85


def job(record: Job) -> Content:
    """A job with its employer, class and place."""
    kind = str(record.get_job_class_display())
    return Content(
        kind="job",
        title=record.title,
        url=record.get_absolute_url(),
        summary=record.summary,
        body="\n".join([record.duties, record.requirements]),
        keywords=names([kind, record.get_job_type_display(), record.employer_name, record.town, record._meta.verbose_name, KINDS["job"]]),
        town=town_code(record),
        category=kind,
        dated_at=record.first_published_at,
        visible_until=end_of(record.valid_until),
        boost=JOB_BOOST,
    )


def wanted(record: WantedNotice) -> Content:
    """A person who looks for work, without name."""
    kind = str(record.get_job_class_display())
    return Content(
        kind="wanted",
        title=record.title,
        url=record.get_absolute_url(),
        summary=record.summary,
        body=record.introduction,
        keywords=names([kind, record.town, KINDS["wanted"]]),
        town=town_code(record),
        category=kind,
        dated_at=record.first_published_at,
        visible_until=end_of(record.valid_until),
        boost=WANTED_BOOST,
    )


def training_base(record: TrainingBase) -> Content:
    """A base with what people learn there."""
    return Content(
        kind="training_base",
        title=record.name,
        url=record.get_absolute_url(),
        summary=record.summary,
        body="\n".join([record.subjects, record.introduction, record.address]),
        keywords=names([record.town, record.enterprise, KINDS["training_base"]]),
        town=town_code(record),
        dated_at=record.last_published_at,
    )


def practice(record: PracticeOffer) -> Content:
    """Practice places."""
    return Content(
        kind="training_base",
        title=record.title,
        url=record.get_absolute_url(),
        summary=record.summary,
        body=record.content,
        keywords=names([record.enterprise, record._meta.verbose_name]),
        dated_at=record.last_published_at,
        visible_until=end_of(record.apply_until),
    )


register(Job, "job", job)
register(WantedNotice, "wanted", wanted)
register(TrainingBase, "training_base", training_base)
register(PracticeOffer, "training_base", practice)
NOT_FINDABLE["talent.recommendation"] = "shown to verified enterprises first; a search would name people to everybody"
