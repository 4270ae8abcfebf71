"""schema.org objects of jobs and bases."""

from datetime import datetime, time

from django.utils import timezone

from portal.core.moments import day_text
from portal.talent.choices import PayUnit
from portal.talent.models import Job
from portal.web.structured_data import nested, thing

# Google's and schema.org's words for how much of the day the work takes.
_TYPES = {"full": "FULL_TIME", "part": "PART_TIME", "season": "TEMPORARY", "intern": "INTERN"}


def job_posting(request, job: Job) -> dict:
    """Return the JobPosting of a job."""
    last = timezone.make_aware(datetime.combine(job.valid_until, time.max))
    unit = {PayUnit.MONTH: "MONTH", PayUnit.DAY: "DAY", PayUnit.HOUR: "HOUR"}[PayUnit(job.pay_unit)]
    pay = nested("QuantitativeValue", minValue=str(job.pay_min), maxValue=str(job.pay_max), unitText=unit)
    address = nested("PostalAddress", streetAddress=job.workplace, addressLocality=job.town.name, addressCountry="CN")
    employer = job.enterprise
    return thing(
        "JobPosting",
        title=job.title,
        description=f"{job.duties}\n{job.requirements}",
        datePosted=day_text(job.first_published_at) or None,
        validThrough=last.isoformat(),
        employmentType=_TYPES[job.job_type],
        totalJobOpenings=job.headcount,
        hiringOrganization=nested(
            "Organization",
            name=job.employer_name,
            url=request.build_absolute_uri(employer.get_absolute_url()) if employer else job.source_url,
        ),
        jobLocation=nested("Place", address=address),
        baseSalary=nested("MonetaryAmount", currency="CNY", value=pay),
        directApply=bool(employer),
        url=request.build_absolute_uri(job.get_absolute_url()) if job.pk else None,
    )


def base_data(request, base) -> dict:
    """Return the Place of a training base."""
    return thing("Place", name=base.name, description=base.introduction, address=base.address, telephone=base.phone)
