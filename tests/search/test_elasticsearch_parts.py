"""The parts of a request, as plain dictionaries and without a server."""

import pytest
from django.test import override_settings

from search.engines.elasticsearch import parts
from search.engines.elasticsearch.builder import build
from search.queries import DATE, FILTERS, QueryParameters
from search.understanding import INITIALS, SOUND, TEXT, Alternative, Group, Question


def asked(*groups: Group, **more) -> Question:
    """Return a question of groups."""
    return Question("问题", "问题", "问题", groups, **more)


def written(text: str, *tokens: str, **more) -> Group:
    """Return a group of one written alternative."""
    return Group(text, (Alternative(TEXT, text, tokens or (text,), **more),))


def test_a_word_is_a_phrase_of_pairs_and_the_title_says_most():
    found = parts.matching(asked(written("山茶油", "山茶", "茶油"))).to_dict()
    assert found["bool"]["must"] == [
        {
            "dis_max": {
                "boost": 1.0,
                "queries": [
                    {
                        "multi_match": {
                            "query": "山茶 茶油",
                            "type": "phrase",
                            "fields": ["title_grams^10", "keyword_grams^5", "body_grams^1"],
                            "boost": 1.0,
                        }
                    }
                ],
            }
        }
    ]
    assert found["bool"]["should"][-1]["constant_score"]["filter"] == {"terms": {"title": ["问题"]}}


@pytest.mark.parametrize(
    ("alternative", "fields"),
    [
        (Alternative(TEXT, "猪", ("猪",)), ["title_grams^10", "keyword_grams^5", "body_words^1"]),
        (Alternative(SOUND, "zhurou", ("zhu", "rou")), ["pinyin^2"]),
        (Alternative(INITIALS, "thzr", ("th", "hz", "zr")), ["initials^2"]),
    ],
)
def test_each_kind_of_alternative_has_its_fields(alternative, fields):
    found = parts.matching(asked(Group(alternative.text, (alternative,)))).to_dict()
    assert found["bool"]["must"][0]["dis_max"]["queries"][0]["multi_match"]["fields"] == fields


def test_the_last_token_may_go_on():
    found = parts.matching(asked(written("2019", prefix=True))).to_dict()
    assert found["bool"]["must"][0]["dis_max"]["queries"][0]["multi_match"]["type"] == "phrase_prefix"


def test_one_of_several_groups_may_be_missed():
    found = parts.matching(asked(written("甲乙"), written("丙丁"), written("戊己"), allowed_to_miss=1)).to_dict()
    assert found["bool"]["must"][0]["bool"]["minimum_should_match"] == 2
    assert len(found["bool"]["must"][0]["bool"]["should"]) == 3


def test_without_a_required_group_any_is_enough():
    found = parts.matching(asked(Group("的", (Alternative(TEXT, "的", ("的",)),), required=False))).to_dict()
    assert "must" not in found["bool"]
    assert found["bool"]["minimum_should_match"] == 1


def test_each_count_leaves_out_its_own_filter_only():
    counts = {name: count.to_dict() for name, count in parts.counting({"kind": "product"}).items()}
    assert set(counts) == set(FILTERS)
    assert counts["kind"] == {"terms": {"field": "kind", "size": parts.MAX_VALUES}}
    assert counts["town"]["filter"] == {"bool": {"filter": [{"term": {"kind": "product"}}]}}
    assert counts["town"]["aggs"]["values"]["terms"]["field"] == "town"


def test_the_order_is_the_best_first_or_the_newest():
    question = asked(written("茶油"))
    assert parts.ordering(QueryParameters("茶油"), question) == ["_score", {"entry": "asc"}]
    newest = [{"dated_at": {"order": "desc", "missing": "_last"}}, {"entry": "asc"}]
    assert parts.ordering(QueryParameters("茶油", sort=DATE), question) == newest
    assert parts.ordering(QueryParameters(), Question("", "", "")) == newest


def test_the_whole_request_leaves_out_removed_entries_and_filters_after_counting():
    parameters = QueryParameters("茶油", {"town": "421222100", "year": "2026"})
    body = build(parameters, asked(written("茶油")), 40, 20).to_dict()
    assert body["query"]["bool"]["filter"] == [{"term": {"live": True}}]
    assert body["post_filter"] == {"bool": {"filter": [{"term": {"town": "421222100"}}, {"term": {"year": "2026"}}]}}
    assert (body["from"], body["size"], body["_source"], body["track_total_hits"]) == (40, 20, False, True)


def test_the_alias_carries_the_shape_of_the_index():
    from search.analysis.tokens import ANALYSIS_VERSION
    from search.engines.elasticsearch import server
    from search.engines.elasticsearch.mapping import MAPPING_VERSION

    with override_settings(ELASTICSEARCH={"url": "", "certificate": "", "index": "portal_test_x"}):
        assert server.alias() == f"portal_test_x-entries-{MAPPING_VERSION}.{ANALYSIS_VERSION}"
