"""Faults told in words: no ItaSearchError reaches a person as a traceback.

Imports errors, strings and streamlit.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from itasearch.errors import (
    AmbiguousOrganisationError,
    BackendError,
    EncoderError,
    ItaSearchError,
    QueryError,
    ReadError,
    UnknownCorrectionError,
    UnknownDraftError,
    UnknownReportError,
    UnknownRowError,
    UnknownStepError,
    UnknownValueError,
)
from itasearch.model.reasons import refused_by_system
from itasearch.ui import strings as s
from itasearch.ui import strings_review as r
from itasearch.ui import strings_template as t
from itasearch.ui.markup import plain_markdown
from itasearch.ui.progress import progress_bar
from itasearch.ui.state import say, workspace

_log = logging.getLogger(__name__)


@contextmanager
def faults_told() -> Iterator[None]:
    """Tell an ItaSearchError of this block as a sentence on the screen, and end the block."""
    try:
        yield
    except (QueryError, UnknownReportError, UnknownValueError, AmbiguousOrganisationError) as error:
        st.warning(plain_markdown(fault_text(error)))
    except ItaSearchError as error:
        log_fault(error)
        st.error(plain_markdown(fault_text(error)))
        if isinstance(error, BackendError) and st.button(
            say(s.REBUILD), key="fault.rebuild", type="primary"
        ):
            workspace().build(rebuild=True, progress=progress_bar())
            st.rerun()
        with st.expander(say(s.DETAILS)):
            st.code(str(error), language=None, wrap_lines=True)


def log_fault(error: ItaSearchError) -> None:
    """Leave the traceback in the server's output where the screen cannot tell the cause."""
    untold = fault_text(error) == say(s.CANNOT_DO)
    if untold or isinstance(error, BackendError | EncoderError):
        _log.error("%s", error, exc_info=error)


def cause_text(error: Exception) -> str:
    """Why something failed, as exactly as can be told; an unforeseen fault by its own words."""
    if isinstance(error, OSError):
        return refused_by_system(error)
    if isinstance(error, ItaSearchError) and (told := fault_text(error)) != say(s.CANNOT_DO):
        return told
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def fault_text(error: ItaSearchError) -> str:
    """One sentence in the screen's language."""
    match error:
        case QueryError():
            return say(s.BAD_QUERY)
        case UnknownReportError():
            return say(s.NO_SUCH_REPORT)
        case UnknownDraftError():
            return say(t.NO_SUCH_DRAFT)
        case UnknownRowError():
            return say(t.ROW_GONE)
        case UnknownStepError():
            return say(t.STEP_GONE)
        case UnknownCorrectionError():
            return say(r.GONE_ALREADY)
        case UnknownValueError(value=value, nearest=nearest):
            hint = say(s.NOTHING_LIKE, nearest=", ".join(nearest)) if nearest else ""
            return say(s.UNKNOWN_VALUE, value=value) + hint
        case AmbiguousOrganisationError(name=name, candidates=candidates):
            return say(s.AMBIGUOUS, name=name, names="; ".join(candidates))
        case BackendError():
            return say(s.INDEX_UNUSABLE)
        case EncoderError():
            return say(s.ENCODER_UNUSABLE)
        case ReadError(reason=reason):
            return say(s.CANNOT_READ, reason=reason)
        case _:
            return say(s.CANNOT_DO)
