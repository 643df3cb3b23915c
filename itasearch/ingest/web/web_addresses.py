"""What is a web address, and files that list them. Imports the standard library."""

from pathlib import Path

_LIST_BYTES = 1024**2
_LISTS = frozenset({".txt", ".csv"})


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def listed_addresses(path: Path) -> tuple[str, ...]:
    """The web addresses of a list: a text or CSV file that holds one in every line, and no more.

    Returns:
        They in order, each once; nothing if the file is no such list.
    """
    if path.suffix.lower() not in _LISTS or not path.is_file():
        return ()
    try:
        if path.stat().st_size > _LIST_BYTES:
            return ()
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    addresses = [line.strip().strip(',;"').strip() for line in lines]
    addresses = [line for line in addresses if line and not line.startswith("#")]
    whole = all(is_web_address(line) and not set(line) & set(' \t",') for line in addresses)
    return tuple(dict.fromkeys(addresses)) if whole else ()
