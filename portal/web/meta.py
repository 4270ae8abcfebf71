"""What a page says of itself in its head: title, description, sharing, government meta tags, feeds, structured data."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from portal.core.text import clean_line, shown_title


@dataclass
class FeedLink:
    """A column's feeds."""

    title: str
    rss_url: str
    atom_url: str


@dataclass
class Meta:
    """Values of ``<head>``; the government tags follow domain.md §3 (ColumnName, ArticleTitle, PubDate, ContentSource).

    ``pub_date`` is text in the form ``YYYY-MM-DD HH:MM``; ``canonical`` and ``image_url`` are absolute.
    """

    title: str
    description: str
    canonical: str = ""
    image_url: str = ""
    og_type: str = "website"
    column_name: str = ""
    article_title: str = ""
    pub_date: str = ""
    content_source: str = ""
    robots: str = ""
    feeds: list[FeedLink] = field(default_factory=list)
    structured_data: list[dict] = field(default_factory=list)

    def __post_init__(self):
        self.title, self.description = shown_title(self.title), clean_line(self.description)


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page; the last has no address."""

    title: str | Promise
    url: str = ""
