"""Why something could not be fetched, for people, for catalogues of messages and for back-off."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar


class FetchError(Exception):
    """An address could not be fetched.

    `key` names the catalogue's message and `arguments` fill it; `str()` is the English sentence:
    what happened, why, what to do next. It holds no more of the address than host and port, as
    the rest may carry somebody's secret.
    """

    message_is_safe: ClassVar[bool] = True
    key: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(self, **arguments: str | int) -> None:
        super().__init__(self.sentence.format(**arguments))
        self.arguments = arguments


class BadUrlError(FetchError):
    """It is no web address at all; its subclasses name what else is wrong with one."""

    key = "fetch.bad_url"
    sentence = (
        "This is not a web address. Give the full address of a page, such as"
        " https://example.org/story."
    )


class SchemeError(BadUrlError):
    key = "fetch.scheme"
    sentence = (
        "Only addresses that begin with http:// or https:// can be fetched. Give the full address"
        " of a page, such as https://example.org/story."
    )


class CredentialsError(BadUrlError):
    key = "fetch.credentials"
    sentence = (
        "This address carries a user name or a password, which would be sent to the site."
        " Give it without them, or save the page and give the file."
    )


class PortError(BadUrlError):
    key = "fetch.port"
    sentence = (
        "Port {port} is none that web pages are fetched from. Give an address without a port,"
        " or save the page and give the file."
    )


class AddressRefusedError(FetchError):
    """The host lies in a private, local or reserved network."""

    key = "fetch.address_refused"
    sentence = (
        "{host} lies in a private or reserved network, from which nothing is fetched."
        " Give an address on the public internet, or save the page and give the file."
    )


class UnreachableError(FetchError):
    """No such host, or nobody answers there."""

    key = "fetch.unreachable"
    sentence = (
        "{host} cannot be reached: there is no such site, or it is down."
        " Check the address for typing errors, or try again later."
    )


class CertificateError(FetchError):
    """The host cannot prove over TLS that it is the one asked for."""

    key = "fetch.certificate"
    sentence = (
        "{host} offers no secure connection that can be trusted: its certificate is wrong,"
        " out of date or missing. Ask the site to repair it, or save the page and give the file."
    )


class TooSlowError(FetchError):
    key = "fetch.too_slow"
    sentence = (
        "{host} did not answer in full within {seconds} seconds. Try again later, or save the"
        " page and give the file."
    )


class TooLargeError(FetchError):
    """More bytes than allowed, counted after decompression."""

    key = "fetch.too_large"
    sentence = (
        "What {host} sends is larger than {megabytes} MB, too large for an article or a feed."
        " Check that the address is the page's own."
    )

    def __init__(self, *, host: str, limit_bytes: int) -> None:
        super().__init__(host=host, megabytes=f"{limit_bytes / 1_000_000:g}")


class TooManyRedirectsError(FetchError):
    key = "fetch.too_many_redirects"
    sentence = (
        "{host} sends its readers on and on ({limit} times and more). Open the page in a browser"
        " and give the address that it ends at."
    )


class InsecureRedirectError(FetchError):
    """From https to http: what follows could have been changed on its way."""

    key = "fetch.insecure_redirect"
    sentence = (
        "{host} sends readers from its secure address to an insecure one. If you trust that,"
        " give the http address itself."
    )


class BrokenAnswerError(FetchError):
    """Cut off, wrongly compressed, or no HTTP."""

    key = "fetch.broken_answer"
    sentence = (
        "{host} broke off, or its answer cannot be understood. Try again later, or save the page"
        " and give the file."
    )


class AnswerError(FetchError):
    """The site answers, but not with the page: `status` is HTTP's."""

    key = "fetch.answer"
    sentence = (
        "{host} did not give the page but answered with error {status}. Try again later, or open"
        " the page in a browser, save it and give the file."
    )

    def __init__(self, *, host: str, status: int) -> None:
        super().__init__(host=host, status=status)
        self.status = status


class NotFoundError(AnswerError):
    key = "fetch.not_found"
    sentence = "{host} has no page at this address ({status}). Check the address for typing errors."


class GoneError(AnswerError):
    key = "fetch.gone"
    sentence = "{host} has taken this page down for good ({status}). Give another address."


class ForbiddenError(AnswerError):
    key = "fetch.forbidden"
    sentence = (
        "{host} does not give this page to programs, or not without signing in ({status})."
        " Save the page from a browser and give the file."
    )


class BusyError(AnswerError):
    """Too many requests, or down for now. `retry_after` as the site asks, else None."""

    key = "fetch.busy"
    sentence = "{host} is too busy to answer ({status}). Try again in some minutes."

    def __init__(self, retry_after: timedelta | None = None, *, host: str, status: int) -> None:
        super().__init__(host=host, status=status)
        self.retry_after = retry_after


class RobotsError(FetchError):
    """The site's robots.txt keeps programs from the page."""

    key = "fetch.robots"
    sentence = (
        "{host} asks programs not to fetch this page (in its robots.txt). Save the page from a"
        " browser and give the file."
    )
