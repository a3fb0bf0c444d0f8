"""What an operator sets from outside: environment variables, read once, all faults told at once.

Each field is a variable of the same name in capitals; its description says what a right value
looks like, and ends every complaint about a wrong one. No complaint repeats the value: it may be
a secret.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from bot.discussions.retention import DELETED_DAYS, REMOVED_DAYS

_WHERE_TO_GET_ONE = (
    "Copy it from the Discord Developer Portal (https://discord.com/developers/applications):"
    " your application → Bot → Reset Token. On the same page switch on the Message Content Intent."
)


LONGEST_KEPT_DAYS = 365


class SettingsError(Exception):
    """Settings that the bot cannot work with. One line a fault: variable, what is wrong, remedy."""

    message_is_safe: ClassVar[bool] = True

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def _bot_token(token: SecretStr) -> SecretStr:
    value = token.get_secret_value()
    if value.lower().startswith(("bot ", "bearer ")):
        raise _fault("it starts with a word; only the token itself belongs here")
    if re.search(r"\s", value):
        raise _fault("it contains a space or a line break")
    if re.search(r"[\"'<>“”]", value):
        raise _fault("it contains quotation marks or brackets")
    if value.isdecimal():
        raise _fault("it is a number, as application ids are")
    return token


def _data_dir(path: Path) -> Path:
    if "?" in str(path) or "\0" in str(path):  # '?' would end the file's name in a database URL
        raise _fault("it contains a character that file names here cannot have")
    return path


def _sqlite_url(url: str) -> str:
    if not url.startswith("sqlite:"):
        raise _fault("it is not an SQLite address (PostgreSQL is not supported yet)")
    if not re.fullmatch(r"sqlite:///[^?]+", url) or url.endswith("/:memory:"):
        raise _fault("it names no file")
    return url


def _api_url(url: str) -> str:
    host = _web_host(url)
    if not url.startswith("https:") and not _is_loopback(host):
        raise _fault("it would send the token unencrypted over the network")
    return url.rstrip("/")


def _contact_url(url: str) -> str:
    _web_host(url)
    return url


def _web_host(url: str) -> str:
    """The host of a plain http(s) address; raises for anything else, or with a name or a query."""
    try:
        parts = urlsplit(url)
        valid = parts.port != 0 and parts.scheme in {"http", "https"} and url.isprintable()
    except ValueError:
        valid = False
    if not valid or not parts.hostname or re.search(r"[\s?#@()]", url):
        raise _fault("it is not a plain http or https address")
    return parts.hostname


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fault(what: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{what}", {"what": what})


def _database_in(validated: dict[str, Any]) -> str:
    directory: Path = validated["data_dir"]
    return f"sqlite:///{directory.absolute() / 'thoughts-on.db'}"


class Settings(BaseModel):
    """The settings of one bot, frozen. Made by `load`; shows no secret when printed."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    discord_token: Annotated[SecretStr, AfterValidator(_bot_token)] | None = Field(
        default=None, description=_WHERE_TO_GET_ONE
    )
    data_dir: Annotated[Path, AfterValidator(_data_dir)] = Field(
        default=Path("data"), description="Give a folder that the bot may write to."
    )
    database_url: Annotated[str, AfterValidator(_sqlite_url)] = Field(
        default_factory=_database_in,
        description="Give a file, such as sqlite:////var/lib/thoughts-on/thoughts-on.db, or leave"
        " it out: the database is then kept in DATA_DIR.",
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)
    ] = Field(default="INFO", description="Give one of DEBUG, INFO, WARNING, ERROR, CRITICAL.")
    log_format: Annotated[Literal["text", "json"], BeforeValidator(str.lower)] = Field(
        default="text", description="Give text or json."
    )
    discord_api_url: Annotated[str, AfterValidator(_api_url)] | None = Field(
        default=None,
        description="Give an address such as https://proxy.example.org/api/v10 (https, unless it"
        " is on this machine), or leave it out to use Discord's own.",
    )
    metrics_port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        default=None, description="Give a port from 1 to 65535, or leave it out for no metrics."
    )
    keep_deleted_days: Annotated[int, Field(ge=1, le=LONGEST_KEPT_DAYS)] = Field(
        default=DELETED_DAYS,
        description=f"Give the days, 1 to {LONGEST_KEPT_DAYS}, for which a text is kept that its"
        " author deleted.",
    )
    keep_removed_days: Annotated[int, Field(ge=1, le=LONGEST_KEPT_DAYS)] = Field(
        default=REMOVED_DAYS,
        description=f"Give the days, 1 to {LONGEST_KEPT_DAYS}, for which a text is kept that was"
        " removed.",
    )
    contact_url: Annotated[str, AfterValidator(_contact_url)] | None = Field(
        default=None,
        description="Give a page where the owners of the sites that you read can reach you, such"
        " as https://example.org/contact, or leave it out.",
    )

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """The settings in `env` (variable to value); a blank value counts as not set.

        Raises one SettingsError that lists every fault. Variables of other programs are ignored.
        """
        given = {
            field: _unpadded(field, env[field.upper()])
            for field in cls.model_fields
            if env.get(field.upper(), "").strip()
        }
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            # `from None`: the original quotes what was given.
            raise SettingsError(cls._explained(error)) from None

    def require_token(self) -> str:
        """The bot's token; SettingsError, saying where to get one, when none is set."""
        if self.discord_token is None:
            raise SettingsError([f"DISCORD_TOKEN is not set. {_WHERE_TO_GET_ONE}"])
        return self.discord_token.get_secret_value()

    @classmethod
    def _explained(cls, invalid: ValidationError) -> Iterator[str]:
        for error in invalid.errors(include_input=False, include_url=False):
            field = str(error["loc"][0])
            what = re.sub(r"^Input\b", "it", error["msg"])
            if error["type"] != "default_factory_not_called":  # follows from another fault
                advice = cls.model_fields[field].description
                yield f"{field.upper()} cannot be used: {what}. {advice}"


def _unpadded(field: str, value: str) -> str:
    # A token with blanks round it is told, not mended: something else was copied with it.
    return value if field == "discord_token" else value.strip()


def environment(directory: Path) -> dict[str, str]:
    """The process's environment over the file `.env` in `directory`, if there is one.

    A variable that is set but empty does not hide the file's. `$` in values has no meaning.
    Raises SettingsError when the file cannot be read.
    """
    path = directory / ".env"
    try:
        written = dotenv_values(path, interpolate=False)
    except (OSError, UnicodeDecodeError):
        # `from None`: the original may hold the file's bytes.
        raise SettingsError(
            [f"{path} cannot be read. Let the bot's user read it, and save it as UTF-8 text."]
        ) from None
    merged = {**written, **{name: value for name, value in os.environ.items() if value}}
    return {name: value for name, value in merged.items() if value is not None}
