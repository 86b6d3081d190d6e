from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.slack.flood import Flood, Pace

START = datetime(2026, 11, 24, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def flood(most: int = 3) -> Flood:
    return Flood(most=most, within=timedelta(seconds=60))


def test_a_few_questions_a_minute_are_fine() -> None:
    counted = flood()
    assert [counted.count("Minji", after(second)) for second in (0, 10, 20, 61, 71, 81)] == [Pace.FINE] * 6


def test_who_floods_is_told_once() -> None:
    counted = flood()
    paces = [counted.count("Minji", after(second)) for second in range(6)]
    assert paces == [Pace.FINE] * 3 + [Pace.TOO_FAST] + [Pace.STILL_TOO_FAST] * 2


def test_an_ask_that_is_worked_on_again_counts_once() -> None:
    counted = flood()
    paces = [counted.count("Minji", after(second)) for second in (0, 1, 1, 1, 0, 2, 2)]
    assert paces == [Pace.FINE] * 7
    assert counted.count("Minji", after(3)) is Pace.TOO_FAST


def test_after_a_pause_all_is_well_again() -> None:
    counted = flood()
    for second in range(6):
        counted.count("Minji", after(second))
    assert counted.count("Minji", after(63)) is Pace.FINE


def test_a_second_flood_is_told_of_again() -> None:
    counted = flood()
    for second in range(6):
        counted.count("Minji", after(second))
    paces = [counted.count("Minji", after(second)) for second in range(120, 125)]
    assert paces == [Pace.FINE] * 3 + [Pace.TOO_FAST, Pace.STILL_TOO_FAST]


def test_nobody_pays_for_somebody_else() -> None:
    counted = flood()
    for second in range(6):
        counted.count("Minji", after(second))
    assert counted.count("Hana", after(5)) is Pace.FINE


def test_those_who_asked_long_ago_are_forgotten() -> None:
    counted = flood(most=1)
    for number in range(10_001):
        counted.count(f"U{number}", after(0))
    counted.count("U1", after(1))
    counted.count("Minji", after(100))
    assert counted.known == 1
