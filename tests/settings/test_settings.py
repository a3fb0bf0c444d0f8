from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.settings import Settings, SettingsError

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.a-token-of-nobody_000000000000000000000"  # noqa: S105 - nobody's


def faults_of(**env):
    with pytest.raises(SettingsError) as caught:
        Settings.load(env)
    return caught.value.faults


def test_nothing_needs_to_be_set():
    settings = Settings.load({})

    assert settings.discord_token is None
    assert settings.data_dir == Path("data")
    assert settings.database_url == f"sqlite:///{Path.cwd()}/data/thoughts-on.db"
    assert (settings.log_level, settings.log_format) == ("INFO", "text")
    assert settings.discord_api_url is None
    assert settings.metrics_port is None
    assert settings.contact_url is None


def test_everything_can_be_set():
    settings = Settings.load(
        {
            "DISCORD_TOKEN": TOKEN,
            "DATA_DIR": "/var/lib/thoughts-on",
            "DATABASE_URL": "sqlite:////srv/record.db",
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "JSON",
            "DISCORD_API_URL": "http://127.0.0.1:8080/api/v10/",
            "METRICS_PORT": "9100",
            "CONTACT_URL": "https://example.org/contact",
        }
    )

    assert settings.require_token() == TOKEN
    assert settings.data_dir == Path("/var/lib/thoughts-on")
    assert settings.database_url == "sqlite:////srv/record.db"
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert settings.discord_api_url == "http://127.0.0.1:8080/api/v10"
    assert settings.metrics_port == 9100
    assert settings.contact_url == "https://example.org/contact"


def test_the_database_is_in_the_data_folder_by_default():
    assert Settings.load({"DATA_DIR": "/srv/on"}).database_url == "sqlite:////srv/on/thoughts-on.db"


def test_a_blank_variable_counts_as_not_set():
    blank = dict.fromkeys((name.upper() for name in Settings.model_fields), "  ")

    assert Settings.load(blank) == Settings.load({})


def test_variables_of_other_programs_are_ignored():
    assert Settings.load({"PATH": "/bin", "discord_token": TOKEN}) == Settings.load({})


def test_blanks_round_a_value_are_no_part_of_it():
    assert Settings.load({"METRICS_PORT": " 9100\n"}).metrics_port == 9100


def test_the_processs_own_environment_is_not_looked_at(monkeypatch):
    monkeypatch.setenv("METRICS_PORT", "9100")

    assert Settings.load({}).metrics_port is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DISCORD_TOKEN", f"Bot {TOKEN}"),
        ("DISCORD_TOKEN", f"Bearer {TOKEN}"),
        ("DISCORD_TOKEN", f"{TOKEN}\n"),
        ("DISCORD_TOKEN", f"{TOKEN[:9]} {TOKEN[9:]}"),
        ("DISCORD_TOKEN", f'"{TOKEN}"'),
        ("DISCORD_TOKEN", "<your-token>"),
        ("DISCORD_TOKEN", "123456789012345678"),
        ("DATA_DIR", "data?x"),
        ("DATA_DIR", "data\0"),
        ("DATABASE_URL", "postgresql://ana:opensesame@db/thoughts"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///data.db?mode=ro"),
        ("DATABASE_URL", "thoughts-on.db"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("DISCORD_API_URL", "discord.example.org"),
        ("DISCORD_API_URL", "ftp://127.0.0.1/"),
        ("DISCORD_API_URL", "http://discord.example.org/api"),
        ("DISCORD_API_URL", "https://ana:opensesame@discord.example.org/api"),
        ("DISCORD_API_URL", "https://discord.example.org/api?v=10"),
        ("DISCORD_API_URL", "http://[::1"),
        ("METRICS_PORT", "0"),
        ("METRICS_PORT", "65536"),
        ("METRICS_PORT", "nine"),
        ("METRICS_PORT", "80.5"),
        ("CONTACT_URL", "mailto:ana@example.org"),
        ("CONTACT_URL", "https://example.org/) X/1"),
    ],
)
def test_a_wrong_value_is_told_with_its_variable_and_a_remedy_but_not_repeated(variable, value):
    (fault,) = faults_of(**{variable: value})

    what, remedy = fault.split(". ", 1)
    assert what.startswith(f"{variable} cannot be used: it ")
    assert value.strip() not in what
    assert "opensesame" not in what
    assert remedy == Settings.model_fields[variable.lower()].description


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/api", "http://127.0.0.2/api", "http://[::1]:80/api"]
)
def test_discords_api_may_be_unencrypted_on_this_machine(url):
    assert Settings.load({"DISCORD_API_URL": url}).discord_api_url == url


def test_all_faults_are_told_at_once():
    env = {"LOG_LEVEL": "loud", "METRICS_PORT": "0", "DISCORD_TOKEN": "a b", "DATA_DIR": "?"}

    faults = faults_of(**env)

    assert {fault.split()[0] for fault in faults} == set(env)
    assert len(faults) == len(env)


def test_each_fault_is_a_line_of_the_message():
    with pytest.raises(SettingsError) as caught:
        Settings.load({"LOG_LEVEL": "loud", "METRICS_PORT": "0"})

    assert str(caught.value).splitlines() == list(caught.value.faults)


def test_without_a_token_one_learns_where_to_get_it_and_what_to_switch_on():
    with pytest.raises(SettingsError) as caught:
        Settings.load({}).require_token()

    assert "https://discord.com/developers/applications" in str(caught.value)
    assert "Reset Token" in str(caught.value)
    assert "Message Content Intent" in str(caught.value)


def test_printed_settings_do_not_show_the_token():
    settings = Settings.load({"DISCORD_TOKEN": TOKEN})

    shown = f"{settings} {settings!r} {settings.model_dump_json()}"

    assert TOKEN not in shown


def test_settings_cannot_be_changed():
    settings = Settings.load({})

    with pytest.raises(ValidationError):
        settings.metrics_port = 1


@given(
    st.dictionaries(
        st.sampled_from([name.upper() for name in Settings.model_fields]),
        st.text() | st.text().map("https://{}".format) | st.text().map("sqlite:///{}".format),
    )
)
def test_whatever_is_given_there_are_settings_or_faults(env):
    try:
        Settings.load(env)
    except SettingsError as error:
        assert error.faults  # noqa: PT017 - both outcomes are right, neither may be anything else
