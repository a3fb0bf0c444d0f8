"""Telephone numbers, e-mail and home addresses of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from bot.civility.forms.model import Looked
from bot.civility.model import Span

_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}\b"
# Seven to fifteen digits (ITU-T E.164) in groups as telephone numbers are written: no group of
# thousands, no date, no time, and none of the ids that Discord writes into mentions and links.
_DATE = r"\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}\b"
_YEARS = r"(?:1[5-9]|20)\d\d\s?[-–]\s?(?:1[5-9]|20)?\d\d\b"
_THOUSANDS = r"\d{3}(?: \d{3})+(?! ?\d)"  # behind a single digit: "1 200 345 678"
_COUNTED = r"people|euros?|dollars|pounds|pesos|d[óo]lares|libras|personas|habitantes|votes|votos"
_PHONE = (
    rf"(?=[+(\d])(?!{_DATE})(?!{_YEARS})(?!\d{{16}})(?:(?<!\b\d )|(?!{_THOUSANDS}))"
    r"(?<![\d.,/:$€£#-])(?<!<@)(?<!<@[!&])"
    r"(?:\+|00)?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}"
    rf"(?![\d/:%]|[.,-]\d|\s?(?:%|{_COUNTED}))"
)
_THIRD = (
    r"(?:his|her|their|your|this (?:guy|man|woman)'s|the (?:author|reporter|journalist)'s"
    r"|su|sus|tu)"
)
_KIND = (
    r"(?:(?:home|cell|mobile|private|personal|work|phone)\s){0,2}"
    r"(?:number|phone|cell|mobile|e-?mail|address|whatsapp"
    r"|tel[ée]fono|n[úu]mero(?:\sde\stel[ée]fono)?|m[óo]vil|celular|correo|direcci[óo]n|domicilio)"
    r"(?:\s(?:personal|particular|privado))?"
)
_STREET_EN = (
    r"\d{1,5}[a-zA-Z]?\s(?:[A-Z][\w'’-]+\s){1,3}(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr"
    r"|court|ct|place|pl|way|close|crescent|boulevard|blvd|terrace|grove|gardens|square|mews|row|hill"
    r"|parade|parkway)\b"
)
_STREET_ES = (
    r"(?i:calle|c/|avenida|av\.|avda\.?|paseo|plaza|carrera|cra\.?|jir[óo]n|pasaje)"
    r"\s(?:[\w'’.-]++\s?){1,5},?\s?(?:(?i:n[º°]|n[úu]mero|#)\s?)?\d{1,5}"
)
_LIVES_EN = (
    rf"(?i:(?:he|she|they|who|\w+)\slives?\s(?:at|on|in)|(?:home\s)?address\sis)\s{_STREET_EN}"
)
_LIVES_ES = rf"(?i:vive[ns]?|reside[n]?|direcci[óo]n\ses)\s(?i:en\s)?(?:la\s|el\s)?{_STREET_ES}"

_EXPOSED = re.compile(
    rf"(?i:\b{_THIRD}\s{_KIND}\s?(?:is|es|:|=)\s{{0,2}}(?:(?:the|el|la)\s)?)(?:{_PHONE}|(?i:{_EMAIL})|{_STREET_EN}|{_STREET_ES})"
    rf"|\b(?:{_LIVES_EN}|{_LIVES_ES})"
)
# What exposes somebody has this; RE2 passes over the texts that only speak of numbers in no time.
_MAYBE_EXPOSED = re2.compile(
    r"(?i)(?:number|phone|cell|mobile|e-?mail|address|whatsapp|tel[eé]fono|n[uú]mero|m[oó]vil|celular"
    r"|correo|direcci[oó]n|domicilio)[^\n]{0,40}(?:\p{Nd}|[\pL\pN_]@)"
    r"|(?i)(?:lives?|address|vive|reside|direcci[oó]n)[^\n]{0,40}\p{Nd}"
)
_CONTACT = re.compile(rf"(?:{_PHONE}|(?i:{_EMAIL}))")
_DIGITS_AT_LEAST = 8
# What has either has one of these; RE2 passes over the texts that seem to in no time.
_MAYBE_CONTACT = re2.compile(r"[\pL\pN_.+-]@[\pL\pN_-]+\.\pL|(?:\p{Nd}[ ().-]{0,2}){8}")


def exposed(looked: Looked) -> Iterator[Span]:
    """Somebody's telephone number, e-mail or home address, said to be theirs."""
    if not _MAYBE_EXPOSED.search(looked.view):
        return
    for found in _EXPOSED.finditer(looked.view):
        yield Span(*found.span())


def contact(looked: Looked) -> Iterator[Span]:
    """A telephone number or an e-mail address without a word whose it is."""
    if not _MAYBE_CONTACT.search(looked.view):
        return
    for found in _CONTACT.finditer(looked.view):
        digits = sum(map(str.isdigit, found[0]))
        if "@" in found[0] or digits >= _DIGITS_AT_LEAST:
            yield Span(*found.span())
