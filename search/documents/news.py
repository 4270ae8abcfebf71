"""Articles, stories, journal issues and their sections."""

from cms.news.models import JournalIndexPage, JournalIssuePage, NewsColumnPage, NewsIndexPage, NewsPage, StoryIndexPage, StoryPage
from search.documents.base import Content, page_content, register, town_code
from search.documents.sections import section_content


def news(page: NewsPage) -> Content:
    """An article, kept under its column."""
    column = page.ancestors()[-1][0]
    return page_content(page, "news", keywords=[column, page.source, page.author], category=column)


def story(page: StoryPage) -> Content:
    """A person's story or a case."""
    keywords = [page.person, page.role, page.get_kind_display(), page.town]
    return page_content(page, "story", keywords=keywords, category=str(page.get_kind_display()), town=town_code(page))


def issue(page: JournalIssuePage) -> Content:
    """An issue of the journal with its table of contents."""
    keywords = [page.number, page.year, page.get_quarter_display()]
    return page_content(page, "journal", keywords=keywords, body=[page.contents], category=str(page.year))


register(NewsPage, "news", news)
register(StoryPage, "story", story)
register(JournalIssuePage, "journal", issue)
for model in (NewsIndexPage, NewsColumnPage, StoryIndexPage, JournalIndexPage):
    register(model, "section", section_content)
