"""What is handed in of a draft: which document, on whose paper, what is left in it, its files.

`doc` in the URL names the document.
"""

from functools import partial

import streamlit as st

from itasearch.borrow.form import Form, form_of
from itasearch.borrow.letterhead_rules import BLOCKS, TEXTS
from itasearch.errors import ExportError
from itasearch.model.template import (
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    Letterhead,
    Template,
)
from itasearch.ui import strings_template as t
from itasearch.ui.markup import plain_markdown, quiet_html, status_html
from itasearch.ui.state import say, workspace
from itasearch.ui.uploads import safe_name

_PARAMETER, _KEY = "doc", "template.document"
_LETTERHEAD, _TRIED = "template.letterhead", "template.letterhead.tried"
_FORMATS = {
    ExportFormat.DOCX: "Word",
    ExportFormat.XLSX: "Excel",
    ExportFormat.CSV: "CSV",
}


def show(template: Template, draft_id: str) -> Form:
    """Draw the choice of document, what is left in it, and its files; the document itself."""
    kind = _kind()
    with st.container(horizontal=True, gap="medium", key="template_document"):
        st.radio(
            say(t.DOCUMENT),
            list(DocumentKind),
            key=_KEY,
            format_func=lambda one: say(t.DOCUMENTS[one]),
            horizontal=True,
            on_change=_write_kind,
        )
        letterhead = _letterhead(draft_id, kind)
    form = form_of(template, kind, result=workspace().last_result(template))
    left = form.remaining()
    told = [say(t.LEFT, blanks=left.blanks, questions=left.questions)]
    if left.cells:
        told.append(say(t.LEFT_CELLS, cells=left.cells))
    st.html(status_html(" · ".join(told), kind="ita-summary"))
    _downloads(template, draft_id, DocumentChoice(kind=kind, letterhead=letterhead))
    return form


def _kind() -> DocumentKind:
    """The chosen document; at first the one that the URL names, else the plan."""
    if _KEY not in st.session_state:
        named = st.query_params.get(_PARAMETER, "")
        known = {one.value: one for one in DocumentKind}
        st.session_state[_KEY] = known.get(named, DocumentKind.PLAN)
    return DocumentKind(st.session_state[_KEY])


def _write_kind() -> None:
    st.query_params[_PARAMETER] = DocumentKind(st.session_state[_KEY]).value


def _letterhead(draft_id: str, kind: DocumentKind) -> Letterhead | None:
    """The person's own Word file, if it can be filled in; what is wrong with it is told."""
    with st.popover(say(t.LETTERHEAD), icon=":material/article:"):
        file = st.file_uploader(say(t.LETTERHEAD_FILE), type=["docx"], key=_LETTERHEAD)
        words = " ".join(f"{{{{ {word} }}}}" for word in (*TEXTS, *BLOCKS))
        st.html(quiet_html(say(t.LETTERHEAD_HELP, words=words)))
    if file is None:
        return None
    letterhead = Letterhead(name=safe_name(file.name), content=file.getvalue())
    tried: tuple[str, str] | None = st.session_state.get(_TRIED)
    if tried == (file.file_id, kind.value):
        return letterhead
    choice = DocumentChoice(kind=kind, letterhead=letterhead)
    try:
        workspace().render_basket(ExportFormat.DOCX, draft_id=draft_id, document=choice)
    except ExportError as error:
        st.warning(plain_markdown(say(t.LETTERHEAD_BAD, name=letterhead.name, why=error.reason)))
        return None
    st.session_state[_TRIED] = (file.file_id, kind.value)
    return letterhead


def _downloads(template: Template, draft_id: str, choice: DocumentChoice) -> None:
    with st.container(horizontal=True, gap="small", key="template_downloads"):
        for kind, name in _FORMATS.items():
            st.download_button(
                say(t.DOWNLOAD, format=name),
                # Made when asked for, of what the draft holds then.
                partial(workspace().render_basket, kind, draft_id=draft_id, document=choice),
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
