"""Settings: where a home is, how its parts are opened, and which host names the app answers to.

One home holds `corpus/` (the truth: original files and the SQL store) and `index/` (derived).
Values come from arguments, the environment, what the home remembers (workspace/models.py), then the
defaults here.

Host names are checked against DNS rebinding: a site can map its own name to 127.0.0.1 after its
page has loaded, so that its scripts and this app share one origin. The Host header still holds the
site's name; an address in it is safe.
"""

import logging
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

_log = logging.getLogger(__name__)

HOME_VARIABLE = "ITASEARCH_HOME"
DATABASE_VARIABLE = "ITASEARCH_DATABASE_URL"
INDEX_VARIABLE = "ITASEARCH_INDEX_URL"
ORIGINALS_VARIABLE = "ITASEARCH_ORIGINALS_URL"
ENCODER_VARIABLE = "ITASEARCH_ENCODER"
RERANKER_VARIABLE = "ITASEARCH_RERANKER"
EDITORS_VARIABLE = "ITASEARCH_EDITORS"  # e-mail addresses or ids, or * for all who signed in
KEYS_VARIABLE = "ITASEARCH_API_KEYS"  # NAME=SECRET, separated by commas
KEYS_FILE_VARIABLE = "ITASEARCH_API_KEYS_FILE"  # a file with NAME=SECRET on each line
_SHORTEST_SECRET = 16  # letters of a key: a shorter one can be guessed; by hand
HOSTS_VARIABLE = "ITASEARCH_ALLOWED_HOSTS"  # names separated by commas, as are the next two
PROXIES_VARIABLE = "ITASEARCH_TRUSTED_PROXIES"  # whose requests name the person in a header
METRICS_VARIABLE = "ITASEARCH_METRICS_FROM"  # who reads the server's figures, but this computer
USER_HEADER_VARIABLE = "ITASEARCH_USER_HEADER"
LOG_VARIABLE = "ITASEARCH_LOG"
APP_URL_VARIABLE = "ITASEARCH_URL"
OPEN_VARIABLE = "ITASEARCH_OPEN"  # not empty where whoever reaches the app may do all
UPLOADS_READ_BY_VARIABLE = "ITASEARCH_UPLOADS_READ_BY"  # app or workers
DEFAULT_ENCODER = "use-multilingual"
NO_RERANKER = "none"  # in place of a reranker's name: search without one


def _variable(name: str) -> str:
    return os.environ.get(name, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Bounds on reading one file in its child process; by hand, far above the largest reports."""

    file_bytes: int = 100 * 1024**2
    unpacked_bytes: int = 300 * 1024**2  #: of a zipped Office file
    compression_ratio: float = 200.0  #: likewise
    nesting: int = 500  #: of HTML or XML elements
    cells: int = 2_000_000
    pages: int = 2_000
    ocr_pages: int = 200
    page_pixels: int = 60_000_000  #: of one page as a picture
    memory_bytes: int = 3 * 1024**3  #: address space (POSIX only); a scan takes 1 GB of it
    cpu_seconds: int = 60  #: of one file or each of its pages (POSIX only), on all cores together
    wall_seconds: float = 28.0  #: the same in time that passes, on every system
    first_pages: int | None = None  #: where a later one goes beyond a limit; the rest is a warning


class _Inside:
    """A path inside the home of some settings."""

    def __init__(self, *parts: str) -> None:
        self._parts = parts

    def __get__(self, settings: "Settings | None", _kind: object) -> Path:
        home = Path("HOME") if settings is None else settings.home  # documentation asks the class
        return home.joinpath(*self._parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything needed to open a workspace."""

    home: Path
    database_url: str | None = None  #: SQLAlchemy URL; None: SQLite in corpus/library.db
    index_url: str | None = None  #: a Milvus server, or a file of Milvus Lite; None: index/search
    originals_url: str | None = None  #: "s3://BUCKET/PREFIX"; None: corpus/added
    encoder: str | None = None  #: None: what the home remembers, else DEFAULT_ENCODER
    reranker: str | None = None  #: NO_RERANKER for none; None: what the home remembers, else none
    vector_index: str = "auto"  #: "auto" (by size) or a FAISS factory string ("Flat")
    limits: ReadLimits = ReadLimits()
    app_url: str = ""  #: without a final "/", for links in feeds; "" if not known
    workers_read_uploads: bool = False  #: of signed-in people; else the app's process does

    corpus = _Inside("corpus")  #: original files and the store
    added = _Inside("corpus", "added")  #: copies of files that were added from elsewhere
    queue = _Inside("queue")  #: files that wait until a worker has read them
    index = _Inside("index", "search")  #: everything derived for searching
    unfinished_index = _Inside("index", "search.new")
    """An index that is being built next to the one in use, or was until it was stopped."""
    fetched = _Inside("index", "originals")  #: originals that were fetched from their bucket
    models = _Inside("corpus", "settings.toml")
    """File that remembers which models this home is searched with."""
    lock = _Inside("corpus", "writer.lock")  #: that a writer of the store or the index holds
    building_lock = _Inside("corpus", "build.lock")
    """Lock file of whoever builds an index next to the one in use."""
    index_lock = _Inside("corpus", "index.lock")
    """Lock file that whoever commits to an index on a server holds."""


def load_settings(home: Path | None = None) -> Settings:
    """Settings for `home`, else for ITASEARCH_HOME, else for the current directory."""
    readers = _variable(UPLOADS_READ_BY_VARIABLE).lower()
    if readers not in {"", "app", "workers"}:
        _log.warning("%s is app or workers, not %r: it is app", UPLOADS_READ_BY_VARIABLE, readers)
    return Settings(
        home=(home or Path(_variable(HOME_VARIABLE) or ".")).resolve(),
        database_url=_variable(DATABASE_VARIABLE) or None,
        index_url=_variable(INDEX_VARIABLE) or None,
        originals_url=_variable(ORIGINALS_VARIABLE) or None,
        encoder=_variable(ENCODER_VARIABLE) or None,
        reranker=_variable(RERANKER_VARIABLE) or None,
        app_url=_variable(APP_URL_VARIABLE).rstrip("/"),
        workers_read_uploads=readers == "workers",
    )


_HOST_HEADER = re.compile(
    r"(?:\[(?P<ipv6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?)(?::[0-9]{0,5})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedHosts:
    """Hosts, as host_of gives them, and loopback or (`any_address`) all IP addresses."""

    names: frozenset[str]
    any_address: bool

    def allows(self, host: str) -> bool:
        """Whether a host, as host_of gives it, may be asked for."""
        if host in self.names:
            return True
        address = _address(host)
        return address is not None and (self.any_address or _loops_back(address))


def host_of(header: str) -> str | None:
    """The host in a Host header, lower case, without port, brackets and final dot; None if none."""
    match = _HOST_HEADER.fullmatch(header.strip().lower())
    if match is None:
        return None
    if match["ipv6"] is not None:
        address = _address(match["ipv6"])
        return None if address is None else str(address)
    return match["name"]


class HostNameError(ValueError):
    """A host name that a person typed is none; `variable` is where it was found, if in one."""

    def __init__(self, name: str, *, variable: str = "") -> None:
        self.name = name
        self.variable = variable
        place = f"in the environment variable {variable}: " if variable else ""
        super().__init__(
            f"{place}{name!r} is no host name; give the name alone, such as ita.example.go.th, "
            "without http:// and path"
        )


def named_host(text: str) -> str:
    """The host that a person names, in xn-- form. Raises HostNameError, as for a URL."""
    address = _address(text.strip("[] "))
    if address is not None:
        return str(address)
    try:
        name = host_of(text.strip().encode("idna").decode("ascii"))
    except UnicodeError:
        name = None
    if name is None:
        raise HostNameError(text)
    return name


def allowed_hosts(*, listens_on: str | None, more: Iterable[str] | None = None) -> AllowedHosts:
    """The hosts that the app answers to. Raises HostNameError.

    `listens_on` None is every address; unless it is a loopback address, names and addresses of this
    machine are allowed. `more`: further names; None: ITASEARCH_ALLOWED_HOSTS.
    """
    given = [name for name in _variable(HOSTS_VARIABLE).split(",") if name.strip()]
    try:
        names = {"localhost", *map(named_host, given if more is None else more)}
    except HostNameError as error:
        if more is not None:
            raise
        raise HostNameError(error.name, variable=HOSTS_VARIABLE) from error
    if is_loopback(listens_on):
        return AllowedHosts(names=frozenset(names), any_address=False)
    return AllowedHosts(names=frozenset(names | _own_names()), any_address=True)


def _own_names() -> set[str]:
    import socket  # not for `itasearch --help`

    full = host_of(socket.gethostname())
    if full is None or _address(full) is not None:
        return set()
    short = full.partition(".")[0]
    return {full, short, f"{short}.local"}


def is_loopback(listens_on: str | None) -> bool:
    """Whether a host is this computer alone: localhost or a loopback address; None is not."""
    if not listens_on:
        return False
    address = _address(listens_on.strip("[]"))
    return listens_on.lower() == "localhost" if address is None else _loops_back(address)


def _loops_back(address: IPv4Address | IPv6Address) -> bool:
    # Python before 3.13 takes ::ffff:127.0.0.1 for no loopback address.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def networks(variable: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Those that an environment variable names. Raises ValueError: one is no network."""
    try:
        given = _variable(variable).split(",")
        return tuple(ip_network(network.strip()) for network in given if network.strip())
    except ValueError as error:
        raise ValueError(f"in the environment variable {variable}: {error}") from error


class LogFormat(StrEnum):
    """How the server writes its log."""

    TEXT = "text"  #: Warnings and errors for a person to read, on stderr
    JSON = "json"  #: An object a line on stdout, for each request too; nothing personal


def log_format() -> LogFormat:
    """The format of ITASEARCH_LOG, else text. Raises ValueError: it names none."""
    try:
        return LogFormat(_variable(LOG_VARIABLE) or LogFormat.TEXT)
    except ValueError as error:
        raise ValueError(f"in the environment variable {LOG_VARIABLE}: {error}") from error


def user_header() -> str:
    """The header in which a trusted proxy names the person, in lower case."""
    return (_variable(USER_HEADER_VARIABLE) or "X-Forwarded-User").lower()


def editors() -> frozenset[str]:
    """Who may change a shared library, in lower case: addresses, ids, or "*" for all."""
    return frozenset(
        filter(None, map(str.strip, _variable(EDITORS_VARIABLE).casefold().split(",")))
    )


def api_keys() -> Mapping[str, str]:
    """Secrets of programs by the program's name. Raises ValueError: an entry cannot be used."""
    entries = [(KEYS_VARIABLE, entry) for entry in _variable(KEYS_VARIABLE).split(",")]
    if file := _variable(KEYS_FILE_VARIABLE):
        try:
            lines = Path(file).read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise ValueError(f"{KEYS_FILE_VARIABLE}: {error}") from error
        entries += [(file, line) for line in lines if not line.startswith("#")]
    keys = {}
    for place, entry in entries:
        name, _, secret = map(str.strip, entry.partition("="))
        if not entry.strip():
            continue
        if not name or name in keys or len(secret) < _SHORTEST_SECRET:
            raise ValueError(
                f"{place}: the key {name!r} cannot be used; write NAME=SECRET, each name once, "
                f"with a secret of at least {_SHORTEST_SECRET} letters"
            )
        keys[name] = secret
    return keys


PROVIDER_VARIABLES = {
    "server_metadata_url": "ITASEARCH_OIDC_URL",  # ".../.well-known/openid-configuration"
    "client_id": "ITASEARCH_OIDC_CLIENT_ID",
    "client_secret": "ITASEARCH_OIDC_CLIENT_SECRET",
    "cookie_secret": "ITASEARCH_OIDC_COOKIE_SECRET",  # the same in all servers of one app
}
"""Environment variables of an OpenID Connect provider, by the names of Streamlit's secrets."""


def sign_in_provider() -> Mapping[str, str]:
    """The provider of the environment, by the names of Streamlit's secrets; {} for none."""
    values = {name: os.environ.get(variable, "") for name, variable in PROVIDER_VARIABLES.items()}
    return values if values["server_metadata_url"] else {}
