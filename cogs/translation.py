"""Names and descriptions of commands in Discord's languages, from the catalogue."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.wording import Catalogue


class CatalogueTranslator(app_commands.Translator):
    """Discord shows what the catalogue has for a locale, else English."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._spoken = {locale for locale in discord.Locale if catalogue.speaks(locale.value)}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text for a locale, or None where the catalogue has no such language."""
        if locale not in self._spoken:  # of thirty locales, asked for each of hundreds of texts
            return None
        key = _key(context)
        return None if key is None else self._catalogue.command_text(key, locale.value)


def _key(context: app_commands.TranslationContextTypes) -> str | None:
    place = app_commands.TranslationContextLocation
    data = context.data
    match context.location:
        case place.command_name | place.group_name:
            return f"command.{data.qualified_name}.name"  # type: ignore[union-attr] # a command
        case place.command_description | place.group_description:
            return f"command.{data.qualified_name}.description"  # type: ignore[union-attr] # same
        case place.parameter_name:
            return f"option.{data.command.qualified_name}.{data.name}.name"  # type: ignore[union-attr] # a parameter
        case place.parameter_description:
            return f"option.{data.command.qualified_name}.{data.name}.description"  # type: ignore[union-attr] # same
        case place.choice_name:
            return f"choice.{data.value}"  # type: ignore[union-attr] # a choice
    return None
