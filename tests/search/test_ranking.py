"""From features to scores, and how sure a match is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from bot.search.builder import build
from bot.search.features import FEATURES
from bot.search.fitted import HANGUL, LATIN
from bot.search.ranking import FITTED, Ranking
from bot.search.rows import Row
from bot.search.weights import Weights
from tests.search.school import ENTRIES, document, school


def row(thin: float) -> Row:
    """A row whose answer has so much less than ten terms."""
    one = school().rows[0]
    return Row(one.document, 0, one.terms, one.joined, one.modes, round(10 * (1 - thin)), one.squeezed)


def test_a_full_and_a_thin_entry_are_weighed_apart() -> None:
    ranking = Ranking.of(Weights(10, {"bm25": 2.0}, {"grams": 1.0}, 0.0, {}))
    features = np.zeros((3, len(FEATURES)))
    features[:, FEATURES.index("bm25")] = 0.5
    features[:, FEATURES.index("grams")] = 1.0
    assert ranking.scores(features, [row(0.0), row(1.0), row(0.5)]).tolist() == [0.5, 0.5, 0.5]
    features[:, FEATURES.index("grams")] = 0.0
    assert ranking.scores(features, [row(0.0), row(1.0), row(0.5)]).tolist() == [0.5, 0.0, 0.25]


def test_a_perfect_match_scores_one_at_most_and_no_match_nothing() -> None:
    for ranking in FITTED.values():
        for thin in (0.0, 0.5, 1.0):
            assert ranking.scores(np.ones((1, len(FEATURES))), [row(thin)])[0] <= 1
            assert ranking.scores(np.zeros((1, len(FEATURES))), [row(thin)])[0] == 0


@pytest.mark.parametrize("weights", [HANGUL.full, HANGUL.thin, LATIN.full, LATIN.thin])
def test_every_fitted_weight_belongs_to_a_feature_and_none_is_negative(weights: Mapping[str, float]) -> None:
    assert set(weights) <= set(FEATURES)
    assert min(weights.values()) >= 0


def test_confidence_falls_as_less_of_the_question_is_found() -> None:
    whole, most, little = (
        school().search(question).confidence
        for question in (
            "인그레스에 인증서를 등록하나요?",
            "인그레스에 인증서를 등록하면 뷁쀍꿻이 되나요?",
            "뷁쀍꿻과 뙓뒓뜗을 인증서로 쓰는 꿻쉙은 뭔가요?",
        )
    )
    assert whole > most > little


def test_two_entries_that_stand_level_lower_the_confidence() -> None:
    alone = build([document("aa", "파드를 지우는 명령은?", "네."), *ENTRIES])
    rivals = build(
        [document("aa", "파드를 지우는 명령은?", "네."), document("bb", "파드를 멈추는 명령은?", "네."), *ENTRIES]
    )
    assert alone.search("파드 명령은?").confidence > rivals.search("파드 명령은?").confidence
