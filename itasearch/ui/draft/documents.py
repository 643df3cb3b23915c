"""The documents made of a draft: which one, on whose letterhead, what is left to fill in, files.

`doc` in the URL names the document, the plan without it; `sources=1` appends the sources to it,
`digits=arabic` gives it Arabic digits, `footer=1` the date and the draft's link in its footer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from itasearch.errors import ExportError
from itasearch.model.documents import (
    Cell,
    Digits,
    DocumentGrid,
    Form,
    PageFooter,
    SourcesPlace,
    TextMark,
    cell_text,
)
from itasearch.model.drafts import (
    LETTERHEAD_PARTS,
    LETTERHEAD_TEXTS,
    OFFICIAL_FIELDS,
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    Letterhead,
    draft_link,
)
from itasearch.model.source import safe_name
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.html import (
    details_html,
    noticed_html,
    plain_markdown,
    quiet_html,
    sheet_html,
    status_html,
    table_html,
    text_html,
)
from itasearch.ui.kit.kept_uploads import admit_files, uploaded_path
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import DRAFTS, follow_url, outside_address, say, workspace, write_url
from itasearch.ui.kit.static import static_text


def show_preview(form: Form) -> None:
    """Draw the document as it will be printed."""
    st.subheader(say(draft_labels.PREVIEW), anchor=False)
    st.html(_form_html(form))


def _form_html(form: Form) -> str:
    titles = tuple(map(cell_text, form.titles))
    # The official table of six columns has widths of its own.
    kind = "ita-form official" if form.fields == OFFICIAL_FIELDS else "ita-form"
    table = _table_html(form.measures, titles[0], kind=kind)
    heading = _heading_html(form.heading) if form.heading else ""
    body = _analysis_html(form) + heading + table + _signatures_html(form)
    return sheet_html(titles, body, name=say(draft_labels.PREVIEW)) + _appendix_html(form)


def _appendix_html(form: Form) -> str:
    table = _table_html(form.sources, form.sources_title, kind="ita-form")
    notes = quiet_html("\n".join(form.notes))
    sheet = sheet_html((), table, name=form.sources_title)
    return details_html(form.sources_title, notes + sheet, kind="row")


def _analysis_html(form: Form) -> str:
    parts = []
    for found in form.analyses:
        parts += [_heading_html(found.heading), _lines_html(found.above)]
        if found.grid is not None:
            parts.append(_table_html(found.grid, found.heading, kind="ita-form"))
        parts.append(_lines_html(found.below))
    return "".join(parts)


def _signatures_html(form: Form) -> str:
    lines = ("<br>".join(map(text_html, each)) for each in form.signatures)
    blocks = "".join(f"<p>{each}</p>" for each in lines)
    return f'<div class="signatures">{blocks}</div>' if blocks else ""


def _heading_html(text: str) -> str:
    return f'<p class="heading">{text_html(text)}</p>'


def _lines_html(lines: Sequence[Cell]) -> str:
    return "".join(f"<p>{_cell_html(line)}</p>" for line in lines)


def _table_html(grid: DocumentGrid, caption: str, *, kind: str) -> str:
    rows = [[_cell_html(cell) for cell in row] for row in grid.rows]
    return table_html(grid.headers, rows, caption=caption, kind=kind)


def _cell_html(cell: Cell) -> str:
    """A cell with its marks: what is to be filled in framed, an example in grey italics."""
    return "".join(
        text_html(piece.text)
        if piece.mark not in (TextMark.NOTICE, TextMark.QUIET)
        else noticed_html(piece.text, kind=piece.mark.value)
        for piece in cell
    )


_VIEW = "template"
_KIND, _SOURCES = "template.document", "template.sources"
_DIGITS, _FOOTER = "template.digits", "template.footer"
_CHOICES = (_KIND, _SOURCES, _DIGITS, _FOOTER)  # keys: what the URL says of the document
_LETTERHEAD, _TRIED = "template.letterhead", "template.letterhead.tried"
"""Keys: the file; what it was last filled in for, with why it could not be (None: it could)."""
_DOWNLOADS_KEY, _FILES_KEY = "template_downloads", "hidden_files"
_ANSWERED_KEY = "template.answered"
"""Of the last click on a download that was held back until its run began: its number."""
_FILES = st.components.v2.component("itasearch.files", js=static_text("static/files.js"))
_FORMATS = {
    ExportFormat.DOCX: "Word",
    ExportFormat.XLSX: "Excel",
    ExportFormat.CSV: "CSV",
}


def show(adapted: AdaptedDraft, draft_id: str) -> Form:
    """Draw the choice of document, what is left in it, and its files; the document itself."""
    follow_url(_VIEW, _CHOICES, read=_of_url)
    kind = DocumentKind(st.session_state[_KIND])
    with st.container(horizontal=True, gap="medium", key="template_document"):
        st.radio(
            say(draft_labels.DOCUMENT),
            list(DocumentKind),
            key=_KIND,
            format_func=lambda one: say(draft_labels.DOCUMENTS[one]),
            horizontal=True,
        )
    with st.container(horizontal=True, gap="medium", key="template_format"):
        digits = choose_digits(_DIGITS)
        sources = st.toggle(
            say(draft_labels.WITH_SOURCES), key=_SOURCES, help=say(draft_labels.WITH_SOURCES_HELP)
        )
        footer = st.toggle(
            say(draft_labels.FOOTER), key=_FOOTER, help=say(draft_labels.FOOTER_HELP)
        )
        letterhead, refused = _letterhead(draft_id, kind)
    if refused:
        st.warning(refused)
    elif letterhead is not None:
        st.html(quiet_html(say(draft_labels.LETTERHEAD_USED, name=letterhead.name)))
    choice = DocumentChoice(
        kind=kind,
        letterhead=letterhead,
        sources=SourcesPlace.INSIDE if sources else SourcesPlace.APART,
        digits=digits,
        footer=PageFooter(
            made_on=date.today(),
            link=draft_link(draft_id, app_url=outside_address(DRAFTS).removesuffix(DRAFTS)),
        )
        if footer
        else None,
    )
    form = workspace().document(adapted, choice)
    left = form.remaining
    notes = [say(draft_labels.LEFT, blanks=left.blanks, questions=left.questions)]
    if left.cells:
        notes.append(say(draft_labels.LEFT_CELLS, cells=left.cells))
    st.html(status_html(" · ".join(notes), kind="ita-summary"))
    _downloads(adapted, draft_id, choice)
    _hold_clicks()
    named = {
        "doc": "" if kind is DocumentKind.PLAN else kind.value,
        "sources": "1" if sources else "",
        "digits": "" if digits is Digits.THAI else digits.value,
        "footer": "1" if footer else "",
    }
    write_url(_VIEW, st.query_params.to_dict() | named, keys=_CHOICES)
    return form


def choose_digits(key: str) -> Digits:
    """Draw the choice between Thai and Arabic digits of a document."""
    st.radio(
        say(draft_labels.DIGITS),
        list(Digits),
        key=key,
        format_func=lambda one: say(draft_labels.DIGIT_KINDS[one]),
        horizontal=True,
    )
    return Digits(st.session_state[key])


def _of_url() -> Mapping[str, object]:
    known = {one.value: one for one in DocumentKind}
    kind = known.get(st.query_params.get("doc", ""), DocumentKind.PLAN)
    is_arabic = st.query_params.get("digits") == Digits.ARABIC.value
    return {
        _KIND: kind,
        _SOURCES: st.query_params.get("sources") == "1",
        _DIGITS: Digits.ARABIC if is_arabic else Digits.THAI,
        _FOOTER: st.query_params.get("footer") == "1",
    }


def _letterhead(draft_id: str, kind: DocumentKind) -> tuple[Letterhead | None, str]:
    """The person's own Word file, if it can be filled in, and what is wrong with it, else ""."""
    with st.popover(say(draft_labels.LETTERHEAD), icon=":material/article:"):
        admit_files(adds=False)
        file = st.file_uploader(say(draft_labels.LETTERHEAD_FILE), type=["docx"], key=_LETTERHEAD)
        if file is None:
            letterhead, refused = None, ""
        else:
            letterhead = Letterhead(
                name=safe_name(file.name), content=uploaded_path(file).read_bytes()
            )
            refused = _tried(letterhead, file.file_id, draft_id, kind)
        if refused:
            # Here, too: the open popover lies over the rest of the view.
            st.warning(refused)
        download_button(
            say(draft_labels.SAMPLE_LETTERHEAD),
            workspace().sample_letterhead,
            file_name=say(draft_labels.SAMPLE_NAME),
            key="template.letterhead.sample",
        )
        st.html(_placeholders_html())
    return (None if refused else letterhead), refused


def _placeholders_html() -> str:
    rows = [
        [
            f"{{{{ {word} }}}}",
            text_html(say(draft_labels.PLACEHOLDERS[word]))
            + (quiet_html(say(draft_labels.LETTERHEAD_ALONE)) if word in LETTERHEAD_PARTS else ""),
        ]
        for word in (*LETTERHEAD_TEXTS, *LETTERHEAD_PARTS)
    ]
    headers = (say(draft_labels.PLACEHOLDER), say(draft_labels.MEANING))
    return quiet_html(say(draft_labels.LETTERHEAD_HELP)) + table_html(
        headers, rows, caption=headers[0]
    )


def _tried(letterhead: Letterhead, file_id: str, draft_id: str, kind: DocumentKind) -> str:
    """What is wrong with a letterhead, in words; "" if nothing is. It is filled in once."""
    what = (file_id, draft_id, kind)
    tried: tuple[object, str | None] | None = st.session_state.get(_TRIED)
    if tried is None or tried[0] != what:
        tried = (what, _refused(letterhead, draft_id, kind))
        st.session_state[_TRIED] = tried
    refused = tried[1]
    return (
        plain_markdown(say(draft_labels.LETTERHEAD_BAD, name=letterhead.name, why=refused))
        if refused
        else ""
    )


def _refused(letterhead: Letterhead, draft_id: str, kind: DocumentKind) -> str | None:
    """Why the letterhead cannot be filled in; None: it can."""
    choice = DocumentChoice(kind=kind, letterhead=letterhead)
    try:
        workspace().check_document(choice, draft_id=draft_id)
    except ExportError as error:
        return error.reason
    return None


def _downloads(adapted: AdaptedDraft, draft_id: str, choice: DocumentChoice) -> None:
    without = replace(choice, letterhead=None)
    with st.container(horizontal=True, gap="small", key=_DOWNLOADS_KEY):
        for kind, name in _FORMATS.items():
            # Only Word can be printed on a person's own paper.
            document = replace(choice if kind is ExportFormat.DOCX else without, file_format=kind)
            download_button(
                say(draft_labels.DOWNLOAD, format=name),
                # Made when asked for, of what the draft holds then.
                partial(workspace().render_draft, document, draft_id=draft_id),
                file_name=export_name(adapted, kind, choice.kind),
                key=f"template.download.{kind}",
                kind="primary" if kind is ExportFormat.DOCX else "secondary",
            )
        if choice.sources is SourcesPlace.APART:
            download_button(
                say(draft_labels.SOURCES_FILE),
                partial(workspace().render_draft_sources, without, draft_id=draft_id),
                file_name=_name(draft_labels.SOURCES_NAME, adapted, ExportFormat.DOCX),
                key="template.download.sources",
            )


def _hold_clicks() -> None:
    """Let a click on a download wait for the text that its click ended the typing of."""
    _FILES(
        key=_FILES_KEY,
        data={
            "within": f".st-key-{_DOWNLOADS_KEY}",
            "answered": st.session_state.get(_ANSWERED_KEY),
        },
        on_held_change=_answer_click,
    )


def _answer_click() -> None:
    st.session_state[_ANSWERED_KEY] = st.session_state[_FILES_KEY].held


def export_name(adapted: AdaptedDraft, kind: ExportFormat, document: DocumentKind) -> str:
    """What a file of the draft is called: after its document, organisation and year."""
    return _name(draft_labels.FILE_NAMES[document], adapted, kind)


def _name(what: Label, adapted: AdaptedDraft, kind: ExportFormat) -> str:
    parts = (say(what), adapted.organisation, adapted.fiscal_year_be)
    name = "_".join(str(part) for part in parts if part)
    return safe_name(f"{name}.{kind.value}".replace("/", "-").replace("\\", "-"))
