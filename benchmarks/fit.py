"""Fits the weights of the ranking and of the confidence, and writes them to `bot/search/fitted.py`.

    python -m benchmarks fit --set knowledge-folder queries.jsonl 1.0 1.0 [--set …] [--write]

Every set is a knowledge base, a file of queries as `qabot eval` reads it, and how much it counts
for the ranking and for the confidence.
Ranking: listwise softmax over the candidates of each query, weights not negative. Confidence: a
logistic regression on whether the first match is right, over the full knowledge bases and over
thinned ones, where most questions have lost their entry and must be recognised as unanswered.
Queries in Hangul are also spoilt at random. Needs the group `benchmarks`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.messy import messy
from bot.knowledge.yaml_store import YamlStore
from bot.search import confidence, fitted
from bot.search.builder import build, documents
from bot.search.evaluation import Query, read_queries
from bot.search.features import FEATURES
from bot.search.index import Candidates, Index, stand
from bot.search.ranking import Ranking, thinness
from bot.search.results import Document
from bot.search.weights import Weights
from bot.text.hangul import has_hangul

_RANKED = [number for number, name in enumerate(FEATURES) if name != "question_coverage"]
_SIZES = (13, 40, 120, 400)  # entries of thinned knowledge bases
_DRAWS = 6
_OWN = 0.25  # weight of a question of the knowledge base itself
_FOREIGN = 4.0  # weight of a question of another course: a wrong answer there is the worst one
_SPOILT = 0.35  # of the queries in Hangul
_MOST = 1500  # queries of a set
_REGULARISATION = 0.0004
_SHRINK = 1e-5
_SET = ("KNOWLEDGE", "QUERIES", "RANKING", "CONFIDENCE")
_FOR = frozenset(("score", "lead", "lead_of_all", "fourth", "bm25", "grams", "coverage", "question_coverage")) | {
    "row_coverage",
    "both",
    "token_set",
    "jamo",
    "information",
    "modes",
}
_AGAINST = frozenset(("missing", "missing_part", "missing_term", "near", "lead_tiny", "tells", "greets"))


@dataclass(frozen=True, slots=True)
class Sample:
    """One query asked of one index."""

    weight: float
    relevant: frozenset[str]
    found: Candidates
    setting: confidence.Setting


@dataclass(frozen=True, slots=True)
class Course:
    """One course of a set with its queries."""

    documents: list[Document]
    glossary: Sequence[Sequence[str]]
    queries: list[Query]
    foreign: list[Query]  # of the set's other courses: nothing here answers them
    ranking_weight: float
    confidence_weight: float


def main(arguments: Sequence[str]) -> None:
    """Fit, print, and write when asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fit", description=__doc__)
    parser.add_argument("--set", nargs=4, action="append", required=True, metavar=_SET)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)  # noqa: S311 - no secret is drawn
    courses = [
        course
        for folder, queries, *weights in options.set
        for course in _read(Path(folder), Path(queries), (float(weights[0]), float(weights[1])), chance)
    ]
    whole, thinned = list(_whole(courses)), list(_thinned(courses, chance))
    text = _module(*(_fit(whole, thinned, hangul=hangul) for hangul in (True, False)))
    print(text)
    if options.write:
        Path(fitted.__file__).write_text(text, encoding="utf-8")


def _fit(whole: Sequence[Sample], thinned: Sequence[Sample], *, hangul: bool) -> Weights:
    """The weights for questions with Hangul in them, or without."""
    full, thin = fit_ranking([sample for sample in whole if sample.found.asked.hangul is hangul])
    ranking = Ranking.of(Weights(full_answer(hangul=hangul), full, thin, 0.0, {}))
    bias, signals = fit_confidence([s for s in thinned if s.found.asked.hangul is hangul], ranking)
    return Weights(full_answer(hangul=hangul), full, thin, bias, signals)


def full_answer(*, hangul: bool) -> int:
    """Set by trying 10, 20, 40, 80 and 150 for each: Korean answers say it in fewer words."""
    return 10 if hangul else 40


def _read(folder: Path, queries: Path, weights: tuple[float, float], chance: random.Random) -> Iterator[Course]:
    asked = [_spoil(query, chance) for query in read_queries(queries)]
    chance.shuffle(asked)
    asked = asked[:_MOST]
    found = YamlStore(folder).load().courses
    for course in found:
        ids = {entry.id for _, entry in course.entries()}
        mine = [query for query in asked if not query.relevant or ids & set(query.relevant)]
        foreign = [query for query in asked if query.relevant and not ids & set(query.relevant)]
        yield Course(
            documents(course), course.glossary, mine, foreign, weights[0] / len(found), weights[1] / len(found)
        )


def _spoil(query: Query, chance: random.Random) -> Query:
    if query.kind is None and has_hangul(query.q) and chance.random() < _SPOILT:
        return Query(messy(query.q, chance), query.relevant, query.kind, query.course)
    return query


def _ask(index: Index, queries: Iterable[Query], weight: float) -> Iterator[Sample]:
    for query in queries:
        found = index.candidates(query.q)
        yield Sample(weight, frozenset(query.relevant), found, index.setting(found))


def _whole(courses: Iterable[Course]) -> Iterator[Sample]:
    """Every query with an answer, with the course's glossary and, counting less, without it."""
    for course in courses:
        positive = [query for query in course.queries if query.relevant]
        for glossary, share in ((course.glossary, 0.7), ((), 0.3)) if course.glossary else (((), 1.0),):
            index = build(course.documents, glossary)
            yield from _ask(index, positive, course.ranking_weight * share / max(1, len(positive)))


def _thinned(courses: Iterable[Course], chance: random.Random) -> Iterator[Sample]:
    """Queries asked of the whole course, and of random parts of it."""
    for course in courses:
        whole = {document.entry.id for document in course.documents}
        mine = [*course.queries, *chance.sample(course.foreign, min(len(course.foreign), len(course.queries)))]
        samples = [
            sample if sample.relevant & whole or not sample.relevant else replace(sample, weight=_FOREIGN)
            for sample in _ask(build(course.documents, course.glossary), mine, 1.0)
        ]
        for size in (size for size in _SIZES if size < len(course.documents)):
            for _ in range(_DRAWS):
                kept = chance.sample(course.documents, size)
                ids = {document.entry.id for document in kept}
                inside = [query for query in mine if ids & set(query.relevant)]
                outside = [query for query in mine if not ids & set(query.relevant)]
                drawn = inside + chance.sample(outside, min(len(outside), max(10, len(inside) // 2)))
                index = build(kept, course.glossary)
                samples += _ask(index, drawn, 0.5)
                samples += _ask(index, _own(course.documents, kept, chance), _OWN)
        total = sum(sample.weight for sample in samples)
        for sample in samples:
            yield replace(sample, weight=sample.weight * course.confidence_weight / total)


def _own(held: Sequence[Document], kept: Sequence[Document], chance: random.Random) -> Iterator[Query]:
    """Questions of the knowledge base itself: some that are in it, and as many that were left out."""
    ids = {document.entry.id for document in kept}
    left = [document for document in held if document.entry.id not in ids]
    size = max(5, len(kept) // 12)
    for document in (*chance.sample(kept, min(size, len(kept))), *chance.sample(left, min(size, len(left)))):
        yield Query(document.entry.question, (document.entry.id,))


def fit_ranking(samples: Sequence[Sample]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights for entries with a full answer, and for thin ones."""
    lines, rights, weights = [], [], []
    for sample in samples:
        right = np.array([row.document.entry.id in sample.relevant for row in sample.found.rows])
        if right.any():
            lines.append(_both(sample.found))
            rights.append(right)
            weights.append(sample.weight)

    def loss(logs: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weighing = np.exp(logs)
        total, slope = 0.0, np.zeros_like(weighing)
        for line, right, weight in zip(lines, rights, weights, strict=True):
            scores = line @ weighing
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            sure = float(odds[right].sum()) + 1e-9
            total -= weight * float(np.log(sure))
            slope -= weight * ((odds * right / sure - odds) @ line)
        total += _REGULARISATION * float((weighing**2).sum())
        return total, slope * weighing + 2 * _REGULARISATION * weighing**2

    start = np.full(2 * len(_RANKED), np.log(2.0))
    fitted = np.exp(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(-6, 4.5)] * len(start)).x)
    names = [FEATURES[number] for number in _RANKED]
    halves = fitted[: len(names)], fitted[len(names) :]
    full, thin = (
        {name: round(float(weight), 2) for name, weight in zip(names, half, strict=True) if weight >= 0.05}
        for half in halves
    )
    return full, thin


def _both(found: Candidates) -> NDArray[np.float64]:
    thin = thinness(found.rows, full_answer(hangul=found.asked.hangul))[:, None]
    kept = found.features[:, _RANKED]
    return np.hstack([kept * (1 - thin), kept * thin])


def fit_confidence(samples: Sequence[Sample], ranked: Ranking) -> tuple[float, dict[str, float]]:
    """Bias and weights of the logistic."""
    signals: list[dict[str, float]] = []
    right, weights = [], []
    for sample in samples:
        standings = stand(sample.found, {True: ranked, False: ranked})
        if standings:
            signals.append(confidence.signals(sample.setting, standings, 0))
            right.append(standings[0].row.document.entry.id in sample.relevant)
            weights.append(sample.weight)
    names = list(signals[0])
    table = np.array([[found[name] for name in names] for found in signals])
    bias, fitted = _logistic(table, np.array(right, np.float64), np.array(weights) / sum(weights), names)
    return bias, {name: weight for name, weight in fitted.items() if weight}


def _logistic(
    table: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64], names: list[str]
) -> tuple[float, dict[str, float]]:
    """Logistic regression in which no signal may count against its meaning (see `_FOR`, `_AGAINST`)."""

    def loss(fitted: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = np.clip(table @ fitted[1:] + fitted[0], -30, 30)
        odds = 1 / (1 + np.exp(-logits))
        total = -float(weights @ (right * np.log(odds + 1e-12) + (1 - right) * np.log(1 - odds + 1e-12)))
        gap = weights * (odds - right)
        slope = np.concatenate([[gap.sum()], gap @ table])
        return total + _SHRINK * float((fitted[1:] ** 2).sum()), slope + 2 * _SHRINK * np.array([0.0, *fitted[1:]])

    bounds = [(None, None), *((0, None) if n in _FOR else (None, 0) if n in _AGAINST else (None, None) for n in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return round(float(found[0]), 3), {n: round(float(w), 3) for n, w in zip(names, found[1:], strict=True)}


def _module(hangul: Weights, latin: Weights) -> str:
    def table(name: str, values: Mapping[str, float]) -> str:
        return (
            f"    {name}={{\n" + "".join(f'        "{key}": {value},\n' for key, value in values.items()) + "    },\n"
        )

    def weights(name: str, fitted_: Weights) -> str:
        tables = table("full", fitted_.full) + table("thin", fitted_.thin)
        head = f"    full_answer={fitted_.full_answer},\n{tables}    bias={fitted_.bias},\n"
        return f"{name} = Weights(\n{head}{table('confidence', fitted_.confidence)})\n"

    return (
        '"""Weights of the ranking and the confidence, written by `python -m benchmarks fit --write`."""\n\n'
        "from __future__ import annotations\n\nfrom bot.search.weights import Weights\n\n"
        + weights("HANGUL", hangul)
        + weights("LATIN", latin)
    )
