"""No small count is told, and none can be worked out from what is told."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from flows.counts.hiding import FEWEST, Path, Shown, Tally, hide

few = st.one_of(st.integers(0, 9), st.integers(0, 200))
names = st.sampled_from(["a", "b", "c", "d", "e"])
leaves = few.map(Tally)
branches = st.dictionaries(names, leaves, min_size=1, max_size=4).map(Tally.of)
trees = st.dictionaries(names, st.one_of(leaves, branches), max_size=5).map(Tally.of) | leaves


def sums(tally: Tally, at: Path = ()) -> Iterator[dict[Path, int]]:
    """Each sum as an equation: the parts less the total are none."""
    if tally.parts:
        yield {at: -1, **{(*at, name): 1 for name in tally.parts}}
    for name, part in tally.parts.items():
        yield from sums(part, (*at, name))


def truth(tally: Tally, at: Path = ()) -> dict[Path, int]:
    found = {at: tally.count}
    for name, part in tally.parts.items():
        found |= truth(part, (*at, name))
    return found


def rank(rows: list[list[Fraction]]) -> int:
    rows, done = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for at in range(done + 1, len(rows)):
            factor = rows[at][column] / rows[done][column]
            rows[at] = [x - factor * y for x, y in zip(rows[at], rows[done], strict=True)]
        done += 1
    return done


def solved(tally: Tally, unknown: list[Path]) -> list[Path]:
    """The unknown counts that the sums determine."""
    rows = [[Fraction(one.get(path, 0)) for path in unknown] for one in sums(tally)]
    units = {path: [Fraction(path == other) for other in unknown] for path in unknown}
    return [path for path, unit in units.items() if rank([*rows, unit]) == rank(rows)]


def unknown_of(tally: Tally, shown: Shown) -> list[Path]:
    told = dict(shown.amounts())
    return [path for path in truth(tally) if path not in told]


def small_sums(tally: Tally, amounts: dict[Path, int], unknown: list[Path]) -> list[int]:
    """What hidden parts under a total that is told are together, where that is small."""
    found = []
    for equation in sums(tally):
        total, *parts = equation
        apart = [path for path in parts if path in unknown]
        if total not in unknown and apart:
            found.append(abs(sum(amounts[path] for path in apart)))
    return [one for one in found if 0 < one < FEWEST]


@given(trees)
def test_what_is_told_is_true_and_never_small(tally: Tally):
    for path, count in hide(tally).amounts():
        assert count == truth(tally)[path]
        assert count == 0 or count >= FEWEST


@given(trees)
def test_no_sum_gives_a_hidden_count_away(tally: Tally):
    unknown = unknown_of(tally, hide(tally))
    assert solved(tally, unknown) == []
    assert small_sums(tally, truth(tally), unknown) == []


@given(trees)
def test_a_count_of_nobody_is_told_and_nothing_small_means_nothing_hidden(tally: Tally):
    shown, true = hide(tally), truth(tally)
    assert all(true[path] for path in unknown_of(tally, shown))
    if all(count == 0 or count >= FEWEST for count in true.values()):
        assert not shown.hides


def grown(tally: Tally, more: Iterator[int]) -> Tally:
    if not tally.parts:
        return Tally(tally.count + next(more))
    return Tally.of({name: grown(part, more) for name, part in tally.parts.items()})


@given(trees, st.lists(few, min_size=20, max_size=20))
def test_a_year_beside_its_half_tells_no_small_difference(half: Tally, more: list[int]):
    year = grown(half, iter(more))
    first = hide(half)
    second = hide(year, [first])
    known, told = dict(first.amounts()), dict(second.amounts())
    between = {path: count - truth(half)[path] for path, count in truth(year).items()}
    for path in known.keys() & told.keys():
        assert not 0 < abs(told[path] - known[path]) < FEWEST
    unknown = [path for path in between if path not in known or path not in told]
    assert small_sums(year, between, unknown) == []
    assert [path for path in solved(year, unknown) if 0 < abs(between[path]) < FEWEST] == []


def test_the_smallest_other_part_covers_a_single_small_one():
    shown = hide(Tally.plain({"low": 40, "middle": 12, "high": 2}))
    assert shown.count == 54
    assert {name: part.count for name, part in shown.parts.items()} == {
        "low": 40,
        "middle": None,
        "high": None,
    }


def test_a_single_part_that_is_small_hides_its_total():
    shown = hide(Tally.plain({"low": 3, "high": 0}))
    assert (shown.count, shown.parts["low"].count, shown.parts["high"].count) == (None, None, 0)


def test_two_small_parts_that_are_few_together_are_covered_by_a_third():
    shown = hide(Tally.plain({"a": 1, "b": 2, "c": 9, "d": 30}))
    assert [part.count for part in shown.parts.values()] == [None, None, None, 30]
