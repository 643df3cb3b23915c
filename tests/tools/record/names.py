"""Names of the product that a reorganisation may change; nothing else here imports itasearch."""

from functools import cache
from pathlib import Path

import typer

from itasearch import open_workspace

ROOT = Path(__file__).resolve().parents[3]
ENTRY = ROOT / "app.py"

VIEWS = {
    "search": "",
    "compare": "compare",
    "matrix": "matrix",
    "neighbours": "neighbours",
    "coverage": "coverage",
    "template": "template",
    "library": "library",
}
"""Views by the name of their items, and the URL path of each."""

BENCHES: dict[str, tuple[str, ...]] = {
    "adapt_tuning": ("bench/adapt.py", "tuning", "--show"),
    "adapt_figure": ("bench/adapt.py", "figure", "--show"),
    "form_check": ("bench/form_check.py", "--losses"),
    "compare_alignment": ("bench/compare_alignment.py", "--losses"),
    "search_no_answer": ("bench/search_no_answer.py", "{corpus}"),
    "classify": (
        *("bench/classify.py", "tests/data/eval/labels/agreed.tsv"),
        *("--home", "{corpus}", "--topics", "--losses"),
    ),
    "mend_damage": ("bench/mend_damage.py",),
}
"""Quick scripts that print figures of quality; {corpus} is the home of corpus/."""

COMMAND = "itasearch"


def application() -> typer.Typer:
    """The command line."""
    from itasearch.cli.main import app

    return app


def load_encoder_once() -> None:
    """Give every workspace of this process the same encoder; loading it takes half a second."""
    from itasearch import encoders

    encoders.open_encoder = cache(encoders.open_encoder)


def timeframe(text: str, fiscal_year_be: int) -> tuple[str, ...]:
    """What `parse_timeframe` reads: start, end, recurrence, confidence."""
    from itasearch.text.timeframe import parse_timeframe

    found = parse_timeframe(text, fiscal_year_be)
    read = (found.start, found.end, found.recurrence, round(found.confidence, 6))
    return tuple(map(str, read))


def measure_ids(home: Path, report_id: str) -> tuple[str, ...]:
    """Ids of a report's measures, in its order."""
    with open_workspace(home) as workspace:
        return tuple(one.id for one in workspace.report(report_id).measures)


def make_drafts(home: Path, rows: tuple[str, ...], target: tuple[str, int]) -> tuple[str, str]:
    """Two drafts of these rows: one for the target, edited; and one without a target."""
    from itasearch.model.drafts import DraftOptions

    with open_workspace(home) as workspace:
        edited = workspace.new_draft("แผนของเรา", maker="สมชาย")
        workspace.add_to_draft(rows, draft_id=edited, found_by="งดรับของขวัญ")
        name, year = target
        workspace.set_draft_target(organisation=name, fiscal_year_be=year, draft_id=edited)
        workspace.edit_draft(rows[0], field="responsible", text="สำนักปลัดของเรา", draft_id=edited)
        workspace.edit_draft(rows[1], field="steps", text="", draft_id=edited)
        workspace.merge_in_draft(rows[2], other=rows[3], draft_id=edited)
        workspace.move_in_draft(rows[-1], to=rows[0], draft_id=edited)
        options = DraftOptions(keep_results=True, grouped=True)
        workspace.set_draft_options(options, draft_id=edited)
        bare = workspace.new_draft("<ร่าง> *เปล่า*")
        workspace.add_to_draft(rows[:3], draft_id=bare)
    return edited, bare
