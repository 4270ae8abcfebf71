"""The whole request, composed of its parts."""

from elasticsearch.dsl import Search

from search.engines.elasticsearch import parts
from search.queries import QueryParameters
from search.understanding import Question


def build(parameters: QueryParameters, question: Question, first: int, size: int) -> Search:
    """Return the request for ``size`` entries from the place ``first`` (counted from 0) on, with all counts."""
    search = Search().query("bool", must=[parts.matching(question)], filter=[parts.visible()])
    chosen = parts.filtering(parameters.filters)
    if chosen:
        search = search.post_filter(chosen)
    # A search in a section's own list shows no counts.
    counts = parts.counting(parameters.filters) if parameters.highlight else {}
    for name, count in counts.items():
        search.aggs.bucket(name, count)
    search = search.sort(*parts.ordering(parameters, question))
    return search[first : first + size].source(False).extra(track_total_hits=True)
