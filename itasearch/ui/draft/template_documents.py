"""What is handed in of a draft: which document, on whose paper, what is left in it, its files.

`doc` in the URL names the document, the plan without it; `sources=0` leaves out where its rows
come from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from itasearch.borrow.document.form import Form, form_of
from itasearch.borrow.document.letterhead_rules import BLOCKS, TEXTS
from itasearch.borrow.document.sample_letterhead import sample_letterhead
from itasearch.errors import ExportError
from itasearch.model.template import (
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    Letterhead,
    Template,
)
from itasearch.ui.draft import labels as t
from itasearch.ui.kit.html import plain_markdown, quiet_html, status_html, table_html, text_html
from itasearch.ui.kit.state import follow_url, say, workspace, write_url
from itasearch.ui.library.uploads import safe_name

_VIEW = "template"
_KIND, _SOURCES = "template.document", "template.sources"
_LETTERHEAD, _TRIED = "template.letterhead", "template.letterhead.tried"
_FORMATS = {
    ExportFormat.DOCX: "Word",
    ExportFormat.XLSX: "Excel",
    ExportFormat.CSV: "CSV",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """A letterhead that was filled in once; `refused` says why it could not be, None: it could."""

    file_id: str
    draft_id: str
    kind: DocumentKind
    refused: str | None


def show(template: Template, draft_id: str) -> Form:
    """Draw the choice of document, what is left in it, and its files; the document itself."""
    follow_url(_VIEW, [_KIND, _SOURCES], read=_of_url)
    kind = DocumentKind(st.session_state[_KIND])
    with st.container(horizontal=True, gap="medium", key="template_document"):
        st.radio(
            say(t.DOCUMENT),
            list(DocumentKind),
            key=_KIND,
            format_func=lambda one: say(t.DOCUMENTS[one]),
            horizontal=True,
        )
        sources = st.toggle(say(t.WITH_SOURCES), key=_SOURCES, help=say(t.WITH_SOURCES_HELP))
        letterhead, refused = _letterhead(draft_id, kind)
    if refused:
        st.warning(refused)
    elif letterhead is not None:
        st.html(quiet_html(say(t.LETTERHEAD_USED, name=letterhead.name)))
    form = form_of(template, kind, result=workspace().last_result(template))
    form = replace(form, appendix=sources)
    left = form.remaining()
    told = [say(t.LEFT, blanks=left.blanks, questions=left.questions)]
    if left.cells:
        told.append(say(t.LEFT_CELLS, cells=left.cells))
    st.html(status_html(" · ".join(told), kind="ita-summary"))
    choice = DocumentChoice(kind=kind, letterhead=letterhead, sources=sources)
    _downloads(template, draft_id, choice)
    named = {
        "doc": "" if kind is DocumentKind.PLAN else kind.value,
        "sources": "" if sources else "0",
    }
    write_url(_VIEW, st.query_params.to_dict() | named, keys=[_KIND, _SOURCES])
    return form


def _of_url() -> Mapping[str, object]:
    known = {one.value: one for one in DocumentKind}
    kind = known.get(st.query_params.get("doc", ""), DocumentKind.PLAN)
    return {_KIND: kind, _SOURCES: st.query_params.get("sources") != "0"}


def _letterhead(draft_id: str, kind: DocumentKind) -> tuple[Letterhead | None, str]:
    """The person's own Word file, if it can be filled in, and what is wrong with it, else ""."""
    with st.popover(say(t.LETTERHEAD), icon=":material/article:"):
        file = st.file_uploader(say(t.LETTERHEAD_FILE), type=["docx"], key=_LETTERHEAD)
        if file is None:
            letterhead, refused = None, ""
        else:
            letterhead = Letterhead(name=safe_name(file.name), content=file.getvalue())
            refused = _tried(letterhead, file.file_id, draft_id, kind)
        if refused:
            # Here, too: the open popover lies over the rest of the view.
            st.warning(refused)
        st.download_button(
            say(t.SAMPLE_LETTERHEAD),
            sample_letterhead,
            file_name=say(t.SAMPLE_NAME),
            mime="application/octet-stream",
            key="template.letterhead.sample",
            icon=":material/download:",
            on_click="ignore",
        )
        st.html(_placeholders_html())
    return (None if refused else letterhead), refused


def _placeholders_html() -> str:
    """What may stand in a letterhead, and what each word becomes."""
    rows = [
        [
            f"{{{{ {word} }}}}",
            text_html(say(t.PLACEHOLDERS[word]))
            + (quiet_html(say(t.LETTERHEAD_ALONE)) if word in BLOCKS else ""),
        ]
        for word in (*TEXTS, *BLOCKS)
    ]
    headers = (say(t.PLACEHOLDER), say(t.MEANING))
    return quiet_html(say(t.LETTERHEAD_HELP)) + table_html(headers, rows, caption=headers[0])


def _tried(letterhead: Letterhead, file_id: str, draft_id: str, kind: DocumentKind) -> str:
    """What is wrong with a letterhead, in words; "" if nothing is. It is filled in once."""
    tried: _Tried | None = st.session_state.get(_TRIED)
    known = (tried.file_id, tried.draft_id, tried.kind) if tried else None
    if tried is None or known != (file_id, draft_id, kind):
        refused = _refused(letterhead, draft_id, kind)
        tried = _Tried(file_id=file_id, draft_id=draft_id, kind=kind, refused=refused)
        st.session_state[_TRIED] = tried
    if tried.refused is None:
        return ""
    return plain_markdown(say(t.LETTERHEAD_BAD, name=letterhead.name, why=tried.refused))


def _refused(letterhead: Letterhead, draft_id: str, kind: DocumentKind) -> str | None:
    """Why the letterhead cannot be filled in; None: it can."""
    choice = DocumentChoice(kind=kind, letterhead=letterhead)
    try:
        workspace().render_basket(ExportFormat.DOCX, draft_id=draft_id, document=choice)
    except ExportError as error:
        return error.reason
    return None


def _downloads(template: Template, draft_id: str, choice: DocumentChoice) -> None:
    without = replace(choice, letterhead=None)
    with st.container(horizontal=True, gap="small", key="template_downloads"):
        for kind, name in _FORMATS.items():
            # Only Word can be printed on a person's own paper.
            document = choice if kind is ExportFormat.DOCX else without
            st.download_button(
                say(t.DOWNLOAD, format=name),
                # Made when asked for, of what the draft holds then.
                partial(workspace().render_basket, kind, draft_id=draft_id, document=document),
                file_name=export_name(template, kind, choice.kind),
                mime="application/octet-stream",
                key=f"template.download.{kind}",
                type="primary" if kind is ExportFormat.DOCX else "secondary",
                icon=":material/download:",
                on_click="ignore",
            )


def export_name(template: Template, kind: ExportFormat, document: DocumentKind) -> str:
    """What a file of the template is called: after its document, organisation and year."""
    parts = (say(t.FILE_NAMES[document]), template.organisation, template.fiscal_year_be)
    name = "_".join(str(part) for part in parts if part)
    return safe_name(f"{name}.{kind.value}".replace("/", "-").replace("\\", "-"))
