"""The documents made of a draft: which one, on whose letterhead, what is left to fill in, files.

In the URL: `doc` (without it the plan), `sources=1` behind the signatures, `digits=arabic`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import IO, Literal

import streamlit as st

from itasearch.errors import ExportError
from itasearch.model import documents as documents_model
from itasearch.model.drafts import (
    LETTERHEAD_PARTS,
    LETTERHEAD_TEXTS,
    OFFICIAL_FIELDS,
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    Letterhead,
)
from itasearch.model.source import safe_name
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.downloads import FORMATS, download_button, download_menu
from itasearch.ui.kit.drop_zone import MEGABYTE, drop_zone
from itasearch.ui.kit.state import follow_url, workspace, write_url
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.widgets import button, show_table
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say


def form_html(form: documents_model.Form) -> str:
    """The document as it will be printed."""
    # Drawn from the blocks that Word is written from: LibreOffice needs two seconds for a page.
    titles = tuple(map(documents_model.cell_text, form.titles))
    # The official table of six columns has widths of its own.
    kind = "ita-form official" if form.fields == OFFICIAL_FIELDS else "ita-form"
    table = _table_html(form.measures, titles[0], kind=kind)
    heading = _heading_html(form.heading) if form.heading else ""
    lines = ("<br>".join(map(html.plain, each)) for each in form.signatures)
    blocks = "".join(f"<p>{each}</p>" for each in lines)
    signatures = f'<div class="signatures">{blocks}</div>' if blocks else ""
    parts = []
    for part in form.analyses:
        parts += [_heading_html(part.heading), _lines_html(part.above)]
        if part.grid is not None:
            parts.append(_table_html(part.grid, part.heading, kind="ita-form"))
    body = "".join([*parts, heading, table, signatures])
    sources = _table_html(form.sources, form.sources_title, kind="ita-form")
    appendix = html.quiet("\n".join(form.notes)) + html.sheet((), sources, name=form.sources_title)
    is_inside = form.sources_place is documents_model.SourcesPlace.INSIDE
    return html.sheet(titles, body, name=say(draft_labels.PREVIEW)) + html.details(
        form.sources_title, appendix, kind="row", is_open=is_inside
    )


def _heading_html(text: str) -> str:
    return f'<p class="heading">{html.plain(text)}</p>'


def _lines_html(lines: Sequence[documents_model.Cell]) -> str:
    return "".join(f"<p>{_cell_html(line)}</p>" for line in lines)


def _table_html(grid: documents_model.DocumentGrid, caption: str, *, kind: str) -> str:
    rows = [[_cell_html(cell) for cell in row] for row in grid.rows]
    return html.table(grid.headers, rows, caption=caption, kind=kind)


def _cell_html(cell: documents_model.Cell) -> str:
    return "".join(
        html.plain(piece.text)
        if piece.mark is not documents_model.TextMark.NOTICE
        else html.noticed(piece.text)
        for piece in cell
    )


_VIEW = "template"
_KIND, _SOURCES = "template.document", "template.sources"
_DIGITS = "template.digits"
_CHOICES = (_KIND, _SOURCES, _DIGITS)  # keys: what the URL says of the document
_DOWNLOADS_KEY, _FILES_KEY = "template_downloads", "hidden_files"
_ANSWERED_KEY = "template.answered"
"""Of the last click on a download that was held back until its run began: its number."""
_FILES = st.components.v2.component("itasearch.files", js=static_text("static/files.js"))
_ButtonKind = Literal["primary", "tertiary"]


def settings(draft_id: str, show_options: Callable[[], None]) -> DocumentChoice:
    """Draw the choice of document; `show_options` draws the draft's own next to its switches."""
    follow_url(_VIEW, _CHOICES, read=_of_url)
    document, numerals = st.columns([2, 1])
    with document:
        st.radio(
            phrase("Document"),
            list(DocumentKind),
            key=_KIND,
            format_func=lambda document: say(draft_labels.DOCUMENTS[document]),
            horizontal=True,
        )
    with numerals:
        digits = choose_digits(_DIGITS)
    kind = DocumentKind(st.session_state[_KIND])
    with st.container(key="template_options"):
        of_draft, of_file = st.columns(2)
        with of_draft:
            show_options()
        with of_file:
            sources = st.toggle(
                phrase("Sources at the end of the document"),
                key=_SOURCES,
                help=phrase(
                    "Otherwise where each row comes from is a file of its own, and a sheet in Excel"
                ),
            )
    letterhead, refused = _letterhead(draft_id, kind)
    if refused:
        st.warning(refused)
    elif letterhead is not None:
        st.caption(markdown.plain(phrase("Word files are made on {name}", name=letterhead.name)))
    named = {
        "doc": "" if kind is DocumentKind.PLAN else kind.value,
        "sources": "1" if sources else "",
        "digits": "" if digits is documents_model.Digits.THAI else digits.value,
    }
    write_url(_VIEW, st.query_params.to_dict() | named, keys=_CHOICES)
    return DocumentChoice(
        kind=kind,
        letterhead=letterhead,
        sources=documents_model.SourcesPlace.INSIDE
        if sources
        else documents_model.SourcesPlace.APART,
        digits=digits,
    )


def choose_digits(key: str) -> documents_model.Digits:
    """Draw the choice between Thai and Arabic digits of a document."""
    st.radio(
        phrase("Digits"),
        list(documents_model.Digits),
        key=key,
        format_func=lambda digits: say(draft_labels.DIGIT_KINDS[digits]),
        horizontal=True,
    )
    return documents_model.Digits(st.session_state[key])


def _of_url() -> Mapping[str, object]:
    kinds = {kind.value: kind for kind in DocumentKind}
    kind = kinds.get(st.query_params.get("doc", ""), DocumentKind.PLAN)
    is_arabic = st.query_params.get("digits") == documents_model.Digits.ARABIC.value
    return {
        _KIND: kind,
        _SOURCES: st.query_params.get("sources") == "1",
        _DIGITS: documents_model.Digits.ARABIC if is_arabic else documents_model.Digits.THAI,
    }


def _letterhead(draft_id: str, kind: DocumentKind) -> tuple[Letterhead | None, str]:
    """The person's own Word file, if it can be filled in, and what is wrong with it, else ""."""
    with st.popover(phrase("Own letterhead"), type="tertiary", icon=":material/article:"):
        letterheads: list[Letterhead] = st.session_state.setdefault("template.letterhead", [])

        def take(name: str, content: IO[bytes]) -> None:
            letterheads[:] = [Letterhead(name=safe_name(name), content=content.read())]

        key, text = "template.letterhead.file", phrase("A Word file with placeholders")
        failures = drop_zone(key, take, text=text, accept=".docx", largest=10 * MEGABYTE)
        letterhead = letterheads[0] if letterheads else None
        refused = ""
        if letterhead is not None and (
            why := _refused(letterhead.content, letterhead.name, draft_id, kind)
        ):
            bad = phrase("{name} cannot be filled in: {why}", name=letterhead.name, why=why)
            refused = markdown.plain(bad)
        for _file, why in failures:
            refused = markdown.plain(why)
        if refused:
            # Here, too: the open popover is over the rest of the view.
            st.warning(refused)
        if letterhead is not None:
            label = phrase("Remove {name}", name=letterhead.name)
            button(label, "template.letterhead.remove", letterheads.clear)
        download_button(
            phrase("Download a sample"),
            workspace().exports.sample_letterhead,
            file_name=phrase("sample letterhead.docx"),
            key="template.letterhead.sample",
            kind="secondary",
        )
        _show_placeholders()
    return (None if refused else letterhead), refused


def _show_placeholders() -> None:
    apart = phrase("in a paragraph of its own")
    alone = f"  \n:small[{markdown.plain(apart)}]"
    rows = []
    for word in (*LETTERHEAD_TEXTS, *LETTERHEAD_PARTS):
        meaning = markdown.plain(say(draft_labels.PLACEHOLDERS[word]))
        meaning += alone if word in LETTERHEAD_PARTS else ""
        rows.append((markdown.plain(f"{{{{ {word} }}}}"), meaning))
    st.caption(
        phrase("Type the words in braces into a Word file of yours: downloads have them filled in")
    )
    show_table(rows, (Label("Word in the file"), Label("What it becomes")))


@st.cache_data(show_spinner=False, max_entries=20)
def _refused(content: bytes, name: str, draft_id: str, kind: DocumentKind) -> str:
    choice = DocumentChoice(kind=kind, letterhead=Letterhead(name=name, content=content))
    try:
        workspace().exports.check_document(choice, draft_id=draft_id)
    except ExportError as error:
        return str(error.reason)
    return ""


def show_downloads(adapted: AdaptedDraft, draft_id: str, choice: DocumentChoice) -> None:
    """Draw the files; a click waits for the text that it ended the typing of."""
    without = replace(choice, letterhead=None)  # only Word can be printed on a person's own paper
    exports = workspace().exports

    def render(of: DocumentChoice, *, sources: bool = False) -> bytes:
        return exports.render_adapted(exports.adapted_draft(draft_id), of, sources=sources)

    def draw(kind: ExportFormat, of: DocumentChoice, button: _ButtonKind) -> None:
        download_button(
            say(kit_labels.TAKE_ALONG, format=FORMATS[kind.value]),
            # Made when asked for, of what the draft holds then.
            partial(render, replace(of, file_format=kind)),
            file_name=export_name(adapted, kind, draft_labels.FILE_NAMES[choice.kind]),
            key=f"template.download.{kind}",
            kind=button,
        )

    with st.container(width="content", key=_DOWNLOADS_KEY):
        draw(ExportFormat.DOCX, choice, "primary")
    with download_menu("template"), st.container(key=f"{_DOWNLOADS_KEY}_more"):
        for kind in (ExportFormat.XLSX, ExportFormat.CSV):
            draw(kind, without, "tertiary")
        # A letterhead may have no place for them.
        if choice.sources is documents_model.SourcesPlace.APART or choice.letterhead is not None:
            download_button(
                phrase("Download sources (Word)"),
                partial(render, without, sources=True),
                file_name=export_name(adapted, ExportFormat.DOCX, Label("sources")),
                key="template.download.sources",
            )

    def note_held() -> None:
        st.session_state[_ANSWERED_KEY] = st.session_state[_FILES_KEY].held

    within = f":is(.st-key-{_DOWNLOADS_KEY}, .st-key-{_DOWNLOADS_KEY}_more)"
    data = {"within": within, "answered": st.session_state.get(_ANSWERED_KEY)}
    _FILES(key=_FILES_KEY, data=data, on_held_change=note_held)


def export_name(adapted: AdaptedDraft, kind: ExportFormat, what: Label) -> str:
    """What a file of the draft is called: after what it is, its organisation and year."""
    parts = (say(what), adapted.organisation, adapted.fiscal_year_be)
    name = "_".join(str(part) for part in parts if part)
    return safe_name(f"{name}.{kind.value}".replace("/", "-").replace("\\", "-"))
