"""Talk to a SPARQL 1.1 endpoint, local or far, without ever hanging or half writing.

Only what is needed: SELECT queries and updates over HTTP (SPARQL 1.1 Protocol), with Basic or
Digest authentication. User and password come from the environment, never from an option, so
that they do not end up in a shell's history.
"""

import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

import pyoxigraph as ox

from loclearn.errors import LoclearnError

USER, PASSWORD = "LOCLEARN_STORE_USER", "LOCLEARN_STORE_PASSWORD"
SECONDS = 300.0
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_RESULTS = "application/sparql-results+json"


class EndpointError(LoclearnError):
    """Raised when an endpoint refuses, breaks off or answers what is no answer."""


class Endpoint:
    """Hold the addresses of one store.

    Parameters
    ----------
    query: address for queries.
    update: address for updates; by default the query address, with /update for /query.
    graph: IRI of the graph that is asked; by default what the store takes for its default graph.
    environment: where user and password are looked up.
    """

    def __init__(
        self,
        query: str,
        update: str | None = None,
        graph: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Prepare the authentication, if the environment holds one."""
        for address in (query, update or query):
            if not address.startswith(("http://", "https://")):
                raise EndpointError(f"{address} is no address of a store: write http://…")
        self.query_address = query
        self.update_address = update or _update_address(query)
        self.graph = graph
        handlers: list[urllib.request.BaseHandler] = []
        if environment.get(USER):
            keys = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            for address in (self.query_address, self.update_address):
                keys.add_password(None, address, environment[USER], environment.get(PASSWORD, ""))
            handlers = [
                urllib.request.HTTPDigestAuthHandler(keys),
                urllib.request.HTTPBasicAuthHandler(keys),
            ]
        self._opener = urllib.request.build_opener(*handlers)

    def select(self, query: str) -> list[dict[str, Term]]:
        """Return the rows of a SELECT query; raise EndpointError when there is no answer."""
        return self._rows(query, self.graph)

    def select_all(self, query: str) -> list[dict[str, Term]]:
        """Return the rows of a SELECT query that names its graphs itself."""
        return self._rows(query, None)

    def _rows(self, query: str, graph: str | None) -> list[dict[str, Term]]:
        fields = {"query": query}
        if graph is not None:
            fields["default-graph-uri"] = graph
        body = self._send(self.query_address, fields, _RESULTS)
        try:
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise EndpointError(
                f"{self.query_address} answered what are no query results ({error})."
            ) from None
        if not isinstance(found, ox.QuerySolutions):
            raise EndpointError(f"{self.query_address} answered no rows.")
        names = [variable.value for variable in found.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in found]

    def update(self, text: str) -> None:
        """Carry out an update; raise EndpointError when it was refused."""
        self._send(self.update_address, {"update": text}, "*/*")

    def _send(self, address: str, fields: Mapping[str, str], accept: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - the address was checked above
            address,
            data=urllib.parse.urlencode(fields).encode(),
            headers={"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"},
        )
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                data: bytes = answer.read()
                return data
        except urllib.error.HTTPError as error:
            said = error.read(400).decode("utf-8", "replace").split("\n")[0].strip()
            cure = f" Set {USER} and {PASSWORD}." if error.code in (401, 403) else ""
            raise EndpointError(
                f"{address} refused with {error.code} {error.reason}: {said}.{cure}"
            ) from None
        except urllib.error.URLError as error:
            raise EndpointError(f"{address} cannot be reached: {error.reason}.") from None
        except (OSError, ValueError) as error:
            raise EndpointError(f"{address} broke off: {error}.") from None


def _update_address(query: str) -> str:
    return query.removesuffix("/query") + "/update" if query.endswith("/query") else query
