"""A setting that cannot be used stops the start with a sentence that says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import WHAT_TO_WRITE, SettingsError, load, what_to_write
from content.local import SITES


def test_nothing_set_gives_the_embedded_defaults():
    settings = load({})
    assert (settings.port, settings.rate_per_minute) == (8000, 20)
    assert settings.database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DONGHANH_PORT", "http"),
        ("DONGHANH_PORT", "0"),
        ("DONGHANH_PORT", "70000"),
        ("DONGHANH_RATE_PER_MINUTE", "-1"),
        ("DONGHANH_NLU_PORT", "5005x"),
        ("DATABASE_URL", "mysql://a/b"),
        ("REDIS_URL", "localhost"),
        ("NLU_URL", "nlu:5005"),
        ("NLU_TOKEN", "short"),
        ("DONGHANH_PUBLIC_URL", "http://plain.example"),
        ("DONGHANH_TELEGRAM_TOKEN", "nonsense"),
        ("DONGHANH_SITE", "atlantis"),
    ],
)
def test_a_malformed_value_is_named_with_what_to_write_and_never_shown(name: str, value: str):
    with pytest.raises(SettingsError) as caught:
        load({name: value})
    assert str(caught.value) == what_to_write(name)
    assert value not in str(caught.value).split()


def test_the_place_served_is_binh_thuan_unless_set_and_a_wrong_one_names_the_five():
    assert load({}).site == "binh-thuan"
    assert load({"DONGHANH_SITE": "lai-chau"}).site == "lai-chau"
    assert all(name in what_to_write("DONGHANH_SITE") for name in SITES)


def test_a_misspelt_setting_is_refused_and_the_known_ones_are_listed():
    with pytest.raises(SettingsError, match=r"DONGHANH_PROT: .*DONGHANH_PORT"):
        load({"DONGHANH_PROT": "8000"})


def test_several_faults_are_all_told():
    with pytest.raises(SettingsError) as caught:
        load({"DONGHANH_PORT": "x", "DONGHANH_NLU_PORT": "y"})
    assert len(str(caught.value).splitlines()) == 2


def test_an_empty_value_counts_as_not_set():
    assert load({"DONGHANH_PORT": ""}).port == 8000


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    path = tmp_path / "token"
    path.write_text("t" * 32 + "\n")
    assert load({"NLU_TOKEN_FILE": str(path)}).nlu_token == "t" * 32


def test_a_secret_file_that_is_missing_is_named():
    with pytest.raises(SettingsError, match="NLU_TOKEN_FILE"):
        load({"NLU_TOKEN_FILE": "/no/such/file"})


def test_secrets_are_not_printed_with_the_settings():
    settings = load({"NLU_TOKEN": "s" * 20, "DATABASE_URL": "postgresql://u:pw-marker@h/d"})
    assert "sssss" not in repr(settings)
    assert "pw-marker" not in repr(settings)


@given(st.dictionaries(st.sampled_from(sorted(WHAT_TO_WRITE)), st.text(max_size=20)))
def test_any_values_give_settings_or_sentences(environment: dict[str, str]):
    try:
        load(environment)
    except SettingsError as error:
        assert str(error)
