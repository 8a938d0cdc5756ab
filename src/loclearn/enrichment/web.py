"""Ask a server over HTTP by requests: within time, within size, and without going elsewhere."""

import time
from collections.abc import Callable
from typing import Any, Protocol

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from loclearn import __version__
from loclearn.enrichment.asked import Reply, Trouble
from loclearn.enrichment.services import Service
from loclearn.namespaces import ONTOLOGY

AGENT = f"loclearn/{__version__} ({ONTOLOGY})"
"""How loclearn calls itself to a server."""
_CHUNK = 65536
_PARTS = 4
"""An answer may take so many times the timeout as a whole."""


class Transport(Protocol):
    """Fetch the reply of one service."""

    def get(self, address: str, *, known: bool) -> Reply:
        """Return the reply of a server; the mail address and the key go along only if known."""

    def close(self) -> None:
        """Close the connections."""


class Web:
    """Fetch replies of OpenAlex, OpenCitations and Wikidata."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.session = requests.Session()

    def get(self, address: str, *, known: bool) -> Reply:
        """Return the reply of a server; raise Trouble when there is none."""
        timeout = self.service.timeout
        try:
            with self.session.get(
                address,
                headers=self._headers(known),
                auth=_authentication(self.service, known),
                timeout=timeout,
                stream=True,
                allow_redirects=False,
            ) as response:
                body = self._body(response)
        except requests.exceptions.Timeout as error:
            apart = isinstance(error, requests.exceptions.ConnectTimeout)
            raise slow(timeout, apart) from None
        except requests.exceptions.ConnectionError as error:
            raise unreachable() if _apart(error) else broken() from None
        except ValueError:
            raise Trouble("an address that is none") from None
        except OSError:
            raise broken() from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, body)

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def _headers(self, known: bool) -> dict[str, str]:
        mail = f" mailto:{self.service.mail}" if known and self.service.mail else ""
        kind = "sparql-results+json" if self.service.id.startswith("wikidata") else "json"
        return {"User-Agent": AGENT + mail, "Accept": f"application/{kind}"}

    def _body(self, response: Any) -> str:
        end = time.monotonic() + _PARTS * self.service.timeout
        read, size = [], 0
        for chunk in response.iter_content(_CHUNK):
            size += len(chunk)
            if size > self.service.largest:
                raise too_large(self.service)
            if time.monotonic() > end:
                raise slow(_PARTS * self.service.timeout, False)
            read.append(chunk)
        return b"".join(read).decode("utf-8", "replace")


def _authentication(service: Service, known: bool) -> Callable[[Any], Any]:
    """Return what puts the key on a request; being there, it also keeps out passwords of .netrc."""
    if service.id == "openalex":
        from pyalex import api  # noqa: PLC0415

        key = service.key if known else None
        config = api.AlexConfig(email=None, api_key=key or None, user_agent=AGENT)
        return api.OpenAlexAuth(config)  # type: ignore[no-any-return]

    def put(request: Any) -> Any:
        if known and service.key:
            request.headers["Authorization"] = service.key
        return request

    return put


def _apart(error: requests.exceptions.ConnectionError) -> bool:
    """Return whether no connection came about, as without a network."""
    if isinstance(error, requests.exceptions.ProxyError | requests.exceptions.SSLError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def slow(seconds: float, apart: bool) -> Trouble:
    """Return the trouble of an answer that takes too long."""
    return Trouble(f"no answer within {seconds:g} s", again=True, apart=apart)


def unreachable() -> Trouble:
    """Return the trouble of a server that is not reached."""
    cure = "Look whether there is a network, or use --offline."
    return Trouble("no connection", cure, again=True, apart=True)


def broken() -> Trouble:
    """Return the trouble of a connection that breaks off."""
    return Trouble("an answer that broke off", again=True)


def too_large(service: Service) -> Trouble:
    """Return the trouble of an answer that is too large."""
    cure = f"Raise largest for {service.id} with --services, if it is meant to be so large."
    return Trouble(f"an answer of more than {service.largest:,} bytes", cure)
