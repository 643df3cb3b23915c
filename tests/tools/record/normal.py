"""What differs between two runs on the same tree, replaced by names."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DECIMALS = 6
"""Digits kept behind the point: float32 vectors differ behind them by the order of sums."""

_MOMENT = re.compile(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_THAI_MOMENT = re.compile(r"\b\d{1,2}/\d{1,2}/25\d\d \d\d:\d\d\b")
_DRAFT = re.compile(r"(?<![0-9a-zA-Z])d[0-9a-f]{12}(?![0-9a-zA-Z])")
_DURATION = re.compile(r"\bin \d+(\.\d+)? (s|min)\b|\b\d+(\.\d+)? s$", re.MULTILINE)
_FREE = re.compile(r"[\d,]+ MB free")
_TEMPORARY = re.compile(r"\.itasearch-[0-9a-f]{12}\.tmp")
_MEDIA = re.compile(r"/(mock/)?media/[0-9a-zA-Z._-]+")
_BROWSER = re.compile(r'(?<="itasearch_browser" data-value=")[0-9a-f]{32}')
_NOW_AND_THEN = re.compile(r"^\w[\w ]*: (\d+) of (\d+)\b.*$")


@dataclass(slots=True)
class Normaliser:
    """Normalises the texts of one item: ids of drafts are numbered by first appearance.

    Attributes:
        folders: what stands in place of a path, longest path first.
    """

    folders: Sequence[tuple[str, str]] = ()
    _drafts: dict[str, str] = field(default_factory=dict)

    def text(self, raw: str) -> str:
        """The text with names in place of what another run would have otherwise."""
        out = raw
        for path, name in self.folders:
            out = out.replace(path, name)
        out = _THAI_MOMENT.sub("<moment>", _MOMENT.sub("<moment>", out))
        out = _DURATION.sub("<duration>", out)
        out = _FREE.sub("<n> MB free", out)
        out = _TEMPORARY.sub("<temporary>", out)
        out = _MEDIA.sub("<media>", out)
        out = _BROWSER.sub("<browser>", out)
        return _DRAFT.sub(self._numbered, out)

    def lines(self, raw: str) -> str:
        """Lines of data: those that are JSON are laid out, the others normalised as text."""
        return "\n".join(self._line(line) for line in raw.splitlines())

    def messages(self, raw: str) -> str:
        """Lines of stderr, without those that come now and then while a stage goes on."""
        kept = (line for line in raw.splitlines() if not _is_unfinished(line))
        return self.text("\n".join(kept))

    def _line(self, line: str) -> str:
        if not line.startswith(("{", "[")):
            return self.text(line)
        try:
            value = json.loads(line)
        except ValueError:
            return self.text(line)
        return self.text(laid_out(value))

    def _numbered(self, found: re.Match[str]) -> str:
        return self._drafts.setdefault(found.group(), f"<draft {len(self._drafts) + 1}>")


def _is_unfinished(line: str) -> bool:
    found = _NOW_AND_THEN.match(line)
    return found is not None and found.group(1) != found.group(2)


def laid_out(value: object) -> str:
    """JSON with sorted keys, a value a line, and floats of six decimals."""
    return json.dumps(_rounded(value), ensure_ascii=False, sort_keys=True, indent=1)


def _rounded(value: object) -> object:
    match value:
        case float():
            return round(value, DECIMALS) + 0.0
        case Mapping():
            return {str(key): _rounded(one) for key, one in value.items()}
        case list() | tuple():
            return [_rounded(one) for one in value]
        case _:
            return value
