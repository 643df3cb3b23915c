"""Original files: found in folders, kept for good, opened again.

files   files to read, found in folders, and their digests; places of an extraction named anew
local   originals in the home's corpus/, by default
bucket  originals in S3 (ITASEARCH_ORIGINALS_URL), and the folder of those that were fetched

The store names each by its path, wherever it is: relative to the home, with forward slashes
("corpus/added/3f…-แผน.pdf"), and the same for an original in a bucket: a backup unzipped into a
home needs no other store.
"""

from itasearch.config import Settings
from itasearch.ingest.originals.local import Originals

__all__ = ["Originals", "open_originals"]


def open_originals(settings: Settings) -> Originals:
    """What keeps the originals of a home; contacts nobody yet.

    Raises OriginalsUrlError: ITASEARCH_ORIGINALS_URL names no bucket. MissingExtraError: it does,
    and what speaks to buckets is not installed.
    """
    if settings.originals_url is None:
        return Originals(settings)
    from itasearch.ingest.originals.bucket import BucketOriginals

    return BucketOriginals(settings)
