"""What people marked of the hits of a question, and questions that nothing answered.

No record has a person, an address or a session: only the words of the question, the measure
and when.
"""

from dataclasses import dataclass
from datetime import datetime

LONGEST_QUESTION = 500
"""Most code points of a question that is kept, 2,000 bytes at most: it is part of a key, and a
key of PostgreSQL has at most 2,704. A longer one is a pasted text."""

MOST_JUDGEMENTS = 10_000
"""Most judgements that are kept; the oldest go first."""

MOST_UNANSWERED = 1_000
"""Most questions without an answer that are kept; those not put for longest go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a hit was what the person sought who put the question.

    Attributes:
        question: as it was put, blanks folded.
        title: of the measure when it was marked; its report may be gone since.
    """

    question: str
    measure_id: str
    title: str
    sought: bool
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredQuestion:
    """A question that nothing in the library answered when it was put.

    Attributes:
        question: as it was put, blanks folded.
    """

    question: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedJudgements:
    """What was written as a judged set.

    Attributes:
        questions: with at least one hit that was what was sought.
        left_out: questions of which hits were only turned down: what answers them is not known.
    """

    questions: int
    judgements: int
    left_out: int


def folded_question(text: str) -> str:
    """A question as it is kept: on one line, single blanks between its words.

    Raises:
        ValueError: it is empty or longer than LONGEST_QUESTION.
    """
    question = " ".join(text.split())
    if not question:
        raise ValueError("the question is empty")
    if len(question) > LONGEST_QUESTION:
        raise ValueError(
            f"the question has {len(question)} characters; at most {LONGEST_QUESTION} are kept"
        )
    return question


def can_be_kept(text: str) -> bool:
    """Whether `folded_question` takes this text."""
    return 0 < len(" ".join(text.split())) <= LONGEST_QUESTION
