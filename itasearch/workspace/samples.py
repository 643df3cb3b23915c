"""The verbs on samples: load the reports to try itasearch with, or remove them.

They are known by samples.toml, wherever they were added from; other reports are never touched.
"""

from pathlib import Path

from itasearch.domain.organisations import sample_files
from itasearch.errors import SamplesMissingError
from itasearch.ingest.originals.files import digest
from itasearch.model.library import Outcome, Progress, no_progress
from itasearch.model.people import Right
from itasearch.workspace.access import needs
from itasearch.workspace.index import catch_up, writing
from itasearch.workspace.library import AddVerbs
from itasearch.workspace.parts import Verbs

CHECKOUT = Path(__file__).parents[2] / "corpus"
"""The samples next to the source; an installed itasearch has none there."""

INSTALLED = Path(__file__).parents[1] / "samples"
"""The copies in the package that setup.py makes for a wheel; a checkout has none there."""


class SampleVerbs(Verbs):
    """Verbs on the samples."""

    @needs(Right.ADMINISTER)
    def load_samples(self, *, progress: Progress = no_progress) -> tuple[Outcome, ...]:
        """Add the removed samples and those of the corpus; what is there already stays.

        The corpus is that of the home, else of the source or of the installed package. Other files
        in its folders, and samples that were changed there, are not added.

        Returns as `add`. Raises SamplesMissingError: none are known to this installation or
        library.
        """
        settings = self._parts.settings
        stored = map(self._parts.originals.path, self._parts.store.holdings.samples().removed)
        removed = [path for path in stored if path.is_file()]
        found = next(filter(None, map(_samples_in, (settings.corpus, CHECKOUT, INSTALLED))), [])
        files = [*removed, *found]
        if not files:
            raise SamplesMissingError(looked_in=settings.corpus)
        once = {digest(path): path for path in files}
        return AddVerbs(self._parts, self.person).add(list(once.values()), progress=progress)

    @needs(Right.ADMINISTER)
    def remove_samples(self, *, progress: Progress = no_progress) -> int:
        """Take all samples out of search and return how many; files and history stay."""
        store = self._parts.store
        ids = store.holdings.samples().ids
        if ids:
            with writing(self._parts.settings.lock, progress):
                for one in ids:
                    store.intake.remove(one, by=self.person)
            catch_up(self._parts, progress)
        return len(ids)


def _samples_in(corpus: Path) -> list[Path]:
    """Files of a folder that are samples, as they are in the source."""
    known = ((corpus / path, sha256) for path, sha256 in sample_files().items())
    return [path for path, sha256 in known if path.is_file() and digest(path) == sha256]
