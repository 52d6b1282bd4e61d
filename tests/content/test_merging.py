"""Two people's changes come together without losing either's; differences read word by word."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from content.revisions.diff import Kind, changes, compare
from content.revisions.merging import merge

BASE: dict[str, Any] = {
    "title": {"vi": "A", "en": "A"},
    "short": {"vi": "một hai ba"},
    "next_steps": [{"vi": "x"}, {"vi": "y"}],
}
LEAVES = st.text("abc", max_size=2)
BODIES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LEAVES, inner, max_size=3),
    max_leaves=8,
).flatmap(lambda inner: st.dictionaries(st.sampled_from("pqr"), st.just(inner), max_size=3))
TEXTS = st.text("ab \n.", max_size=30)


def test_changes_of_different_fields_are_both_kept():
    mine = BASE | {"title": {"vi": "Của tôi", "en": "A"}}
    theirs = BASE | {"title": {"vi": "A", "en": "Theirs"}, "status": "checking"}
    merged = merge(BASE, mine, theirs)
    assert merged.body["title"] == {"vi": "Của tôi", "en": "Theirs"}
    assert merged.body["status"] == "checking"
    assert merged.conflicts == ()
    assert set(merged.taken) == {("title", "en"), ("status",)}


def test_a_field_that_both_changed_is_asked_about_and_keeps_mine_until_then():
    mine = BASE | {"short": {"vi": "một hai bốn"}}
    theirs = BASE | {"short": {"vi": "một hai năm"}}
    merged = merge(BASE, mine, theirs)
    (conflict,) = merged.conflicts
    assert conflict.at == ("short", "vi")
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        "một hai ba",
        "một hai bốn",
        "một hai năm",
    )
    assert merged.body["short"]["vi"] == "một hai bốn"
    settled = merge(BASE, mine, theirs, {("short", "vi")})
    assert settled.conflicts == ()
    assert settled.body["short"]["vi"] == "một hai năm"


def test_items_of_a_list_of_the_same_length_are_merged_one_by_one():
    mine = BASE | {"next_steps": [{"vi": "x2"}, {"vi": "y"}]}
    theirs = BASE | {"next_steps": [{"vi": "x"}, {"vi": "y", "en": "why"}]}
    merged = merge(BASE, mine, theirs)
    assert merged.body["next_steps"] == [{"vi": "x2"}, {"vi": "y", "en": "why"}]
    assert merged.conflicts == ()


def test_a_list_that_grew_while_another_changed_it_is_asked_about():
    mine = BASE | {"next_steps": [{"vi": "x"}, {"vi": "y"}, {"vi": "z"}]}
    theirs = BASE | {"next_steps": [{"vi": "x2"}, {"vi": "y"}]}
    assert [one.at for one in merge(BASE, mine, theirs).conflicts] == [("next_steps",)]


def test_a_field_that_one_took_out_and_nobody_else_touched_is_out():
    mine = {key: value for key, value in BASE.items() if key != "next_steps"}
    assert "next_steps" not in merge(BASE, mine, BASE).body
    assert "next_steps" not in merge(BASE, BASE, mine).body


@given(BODIES, BODIES)
def test_one_persons_changes_alone_come_through_whole(base: dict[str, Any], other: dict[str, Any]):
    assert merge(base, other, base).body == other
    assert merge(base, base, other).body == other
    assert merge(base, other, other).body == other
    assert not merge(base, base, other).conflicts


@given(BODIES, BODIES, BODIES)
def test_every_field_is_mine_or_theirs_and_settling_their_way_leaves_no_question(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
):
    merged = merge(base, mine, theirs)
    settled = merge(base, mine, theirs, {one.at for one in merged.conflicts})
    assert settled.conflicts == ()
    for conflict in merged.conflicts:
        assert conflict.mine != conflict.theirs
        assert conflict.base not in (conflict.mine, conflict.theirs)


@given(TEXTS, TEXTS)
def test_a_difference_without_what_was_removed_reads_as_the_new_text(old: str, new: str):
    runs = compare(old, new)
    assert "".join(run.text for run in runs if run.kind is not Kind.REMOVED) == new
    kept = [run.text.split() for run in runs if run.kind is not Kind.ADDED]
    assert [word for words in kept for word in words] == old.split()


def test_only_the_words_that_changed_are_marked():
    runs = compare("phạt một triệu đồng", "phạt hai triệu đồng")
    assert [(run.kind, run.text.strip()) for run in runs] == [
        (Kind.KEPT, "phạt"),
        (Kind.REMOVED, "một"),
        (Kind.ADDED, "hai"),
        (Kind.KEPT, "triệu đồng"),
    ]


def test_sections_that_differ_are_named_with_their_language():
    new = BASE | {"short": {"vi": "một hai"}, "status": "checking"}
    assert [(one.name, one.tongue) for one in changes(BASE, new)] == [
        ("status", None),
        ("short", "vi"),
    ]
