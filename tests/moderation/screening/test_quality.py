"""How well the rules do on the labelled texts, and that many terms cost little (issue: recall at least 0.98, wrong blocks at most 1 %)."""

import pytest

from portal.moderation.screening.shipped import groups, shipped_rules
from tests.moderation.screening import speed
from tests.moderation.screening.cases import HALVES, cases, score

RECALL, WRONG_BLOCKS, LEAST_TEXTS = 0.98, 0.01, 300


@pytest.fixture(scope="module")
def rules():
    """The rules as shipped."""
    return shipped_rules()


def test_the_labelled_texts_are_many_and_half_of_them_good():
    found = [case for half in HALVES for case in cases(half)]
    assert len(found) == len(set(found)) >= LEAST_TEXTS
    assert sum(not case.badness for case in found) >= LEAST_TEXTS / 2


@pytest.mark.parametrize("half", HALVES)
def test_bad_texts_are_found_and_good_ones_not_blocked(half, rules):
    found = score(cases(half), rules)
    assert found.recall >= RECALL, found.missed
    assert found.wrong_blocks <= WRONG_BLOCKS, found.blocked


def test_most_kinds_of_badness_have_forty_terms_of_their_own():
    sizes = {group.key: len(group.terms) for group in groups()}
    assert sum(size >= 40 for size in sizes.values()) >= len(sizes) / 2


def test_eight_times_the_terms_cost_little(rules):
    text = speed.sample()
    few, many = speed.milliseconds(rules, text), speed.milliseconds(speed.with_terms(rules, speed.TERMS), text)
    assert many < 2 * few


def test_time_grows_with_the_text_and_no_faster(rules):
    short, long = speed.milliseconds(rules, speed.sample(1_000)), speed.milliseconds(rules, speed.sample(8_000), rounds=3)
    assert long < 16 * short
