"""Verbs that put files in the queue, and list what became of them.

An upload survives a restart, and workers of other machines find it where they share the home.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from itasearch.ingest.batch import Supplied
from itasearch.ingest.originals.files import FoundFile, digest, find_files
from itasearch.model.people import Right
from itasearch.model.work import JobState, NewJob, WorkJob
from itasearch.wording.messages import quota_used
from itasearch.workspace.access import needs
from itasearch.workspace.library import Adding, Given
from itasearch.workspace.parts import Verbs
from itasearch.workspace.work.files import Batch, as_it_is, batch_of, kept, uploaded

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_FILES_PER_LOOKUP = 500
"""Files that are looked up in the store at a time, as many as one of its queries names."""

_Source = tuple[str, Callable[[Batch], str]]
"""What a person calls a file, and what puts it where workers find it and returns that place."""


class Queue(Verbs):
    """Files in the queue."""

    @needs(Right.ADD)
    def add(
        self,
        given: Sequence[Path] | Given,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
    ) -> tuple[int, ...]:
        """Put files and web addresses in the queue; workers add them. Returns the numbers of the
        jobs.

        Files are copied to the home's queue/, those in corpus/ stay where they are. Of a folder
        those that the library has, or that were removed from it, are left out. What is beyond the
        files that the person may give within a day is not taken: its job has failed.

        Raises:
            DamagedFileError: a file that was named is not there.
            OSError: one cannot be copied; none is in the queue then.
            ValueError, NotAllowedError: as `Workspace.add`.
        """
        Adding(self._parts, self.person).check_organisation(organisation)
        whole = given if isinstance(given, Given) else Given(paths=given)
        # Here, for it would end every worker that takes such a job.
        supplied = Supplied(
            organisation=organisation, fiscal_year_be=fiscal_year_be, overrides=whole.is_one_file
        )
        parts = self._parts
        found = find_files(whole.paths, beside=parts.settings.home / "index")
        return self._put_in(
            [
                *((one.display_name, partial(kept, one.path)) for one in _new(found, parts.store)),
                *((url, partial(as_it_is, url)) for url in whole.urls),
            ],
            like=NewJob(
                place="",
                name="",
                organisation=supplied.organisation,
                fiscal_year_be=supplied.fiscal_year_be,
                overrides=supplied.overrides,
                maker=self.person.id,
            ),
        )

    @needs(Right.ADD)
    def add_uploads(self, files: Sequence[tuple[str, Path | IO[bytes]]]) -> tuple[int, ...]:
        """Put copies of files in the queue that a person gave under a name each, and return their
        jobs. Raises OSError: one cannot be copied; none is in the queue then.
        """
        sources = [(name, partial(uploaded, name, file)) for name, file in files]
        return self._put_in(sources, like=NewJob(place="", name="", maker=self.person.id))

    def _put_in(self, sources: Sequence[_Source], *, like: NewJob) -> tuple[int, ...]:
        settings, most = self._parts.settings, self._left_today()
        self._parts.store.reports.revision()  # before a file is written: a lost home stays so
        new: list[NewJob] = []
        with batch_of(settings) as batch:
            for name, keep in sources:
                if most is not None and len(new) >= most:
                    refusal = quota_used(settings.uploads_per_day)
                    new.append(replace(like, name=name, refusal=refusal))
                else:
                    new.append(replace(like, name=name, place=keep(batch)))
            return self._parts.store.jobs.add(new)

    def _left_today(self) -> int | None:
        """How many files the person may put in now; None for any number.

        Adding counts them: those that wait are still to be counted.
        """
        if not self.person.signed_in:
            return None
        store = self._parts.store
        counts = store.jobs.counts(maker=self.person.id)
        given = store.actions.uploaded(self.person) + sum(still_open(counts))
        return max(0, self._parts.settings.uploads_per_day - given)

    @needs(Right.ADMINISTER)
    def all(self, states: Sequence[JobState] = (), *, most: int = 100) -> tuple[WorkJob, ...]:
        """Jobs in one of these states, () for all, the newest first."""
        return self._parts.store.jobs.all(states, most=most)

    def own(self, *, most: int = 100) -> tuple[WorkJob, ...]:
        """The files that the person put in, the newest first; of a visitor none."""
        if self.person.reads_only:
            return ()
        return self._parts.store.jobs.all(maker=self.person.id, most=most)

    @needs(Right.ADD)
    def forget(self) -> None:
        """List no more the person's own files that are done or have failed."""
        self._parts.store.jobs.forget(self.person.id)

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state."""
        return self._parts.store.jobs.counts()


def still_open(counts: Mapping[JobState, int]) -> tuple[int, int]:
    """How many jobs wait, and how many a worker has."""
    return counts.get(JobState.WAITING, 0), counts.get(JobState.TAKEN, 0)


def _new(files: Sequence[FoundFile], store: "SqlStore") -> Iterable[FoundFile]:
    """Those that were named, and of the others those that were never in the library."""
    for start in range(0, len(files), _FILES_PER_LOOKUP):
        some = files[start : start + _FILES_PER_LOOKUP]
        digests = {one.path: digest(one.path) for one in some if not one.named}
        known = store.reports.known_sources([*digests.values()])
        yield from (one for one in some if one.named or digests[one.path] not in known)
