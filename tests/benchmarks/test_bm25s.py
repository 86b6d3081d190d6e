from __future__ import annotations

import pytest

pytest.importorskip("bm25s")

from benchmarks.systems_bm25s import tokens


def test_hangul_is_cut_into_bigrams_and_latin_words_stay_whole() -> None:
    assert list(tokens("Pod에서 컨테이너 3개, 볼 K8S")) == [
        "pod",
        "에서",
        "컨테",
        "테이",
        "이너",
        "3",
        "개",
        "볼",
        "k8s",
    ]
