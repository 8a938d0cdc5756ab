"""Ask Crossref by habanero, and take its replies and errors as those of any other server."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from habanero import Crossref
from habanero.exceptions import RequestError

from loclearn.enrichment.asked import Reply, Trouble
from loclearn.enrichment.services import Service
from loclearn.enrichment.web import AGENT, broken, slow, too_large, unreachable


class CrossrefWeb:
    """Fetch replies of Crossref.

    habanero reads an answer whole before it hands it out, so its size is looked at afterwards; and
    it asks once and follows no redirect, which is left to `loclearn.enrichment.asker`.
    """

    def __init__(self, service: Service) -> None:
        self.service = service

    def get(self, address: str, *, known: bool) -> Reply:
        """Return the reply of Crossref; raise Trouble when there is none."""
        try:
            answer = self._ask(address, known)
        except httpx2.HTTPStatusError as error:
            return _reply(error.response)
        except RequestError as error:
            cause = error.__cause__
            if isinstance(cause, httpx2.HTTPStatusError):
                return _reply(cause.response)
            return Reply(error.status_code, {}, str(error.error))
        except (httpx2.HTTPError, RuntimeError) as error:
            raise self._trouble(error) from None
        except (ValueError, RecursionError):
            raise Trouble("JSON that breaks off or is broken", again=True) from None
        except (KeyError, httpx2.InvalidURL):
            raise Trouble("an answer that says not what it is") from None
        body = json.dumps(answer, ensure_ascii=False)
        if len(body) > self.service.largest:
            raise too_large(self.service)
        return Reply(200, {"content-type": "application/json"}, body)

    def close(self) -> None:
        """Do nothing: habanero leaves no connection open."""

    def _ask(self, address: str, known: bool) -> Any:
        base, found, rest = address.partition("/works")
        if not found:
            raise Trouble("a redirect to what is no work")
        mail = self.service.mail if known else ""
        client = Crossref(base_url=base, mailto=mail or None, ua_string=AGENT,
                          timeout=self.service.timeout)  # fmt: skip
        if rest.startswith("/"):
            return client.works(ids=rest[1:])
        asked = parse_qs(urlsplit(address).query)
        words, rows = asked["query.bibliographic"][0], int(asked["rows"][0])
        return client.works(query_bibliographic=words, limit=rows)

    def _trouble(self, error: Exception) -> Trouble:
        cause = error.__cause__ if isinstance(error, RuntimeError) else error
        if isinstance(cause, httpx2.ConnectError | httpx2.ProxyError | httpx2.UnsupportedProtocol):
            return unreachable()
        if isinstance(cause, httpx2.TimeoutException):
            return slow(self.service.timeout, isinstance(cause, httpx2.ConnectTimeout))
        return broken()


def _reply(response: httpx2.Response) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, headers, response.text)
