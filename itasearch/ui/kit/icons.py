"""Icons that the bundled font lacks, as drawings in the colour of the text beside them.

`st.html` drops SVG elements, so an icon is an empty element whose background is cut out by a
mask; the masks are custom properties of the style sheet, `--ita-icon-NAME`, which `content`
rules use, too. Screen readers skip an icon where words beside it carry its meaning.
"""

from enum import Enum
from html import escape
from urllib.parse import quote


class Icon(Enum):
    """Drawings by name, which the style sheets spell in small letters; closed ones are filled."""

    CHECK = "M2.5 8.5L6 12l7.5-8"
    CROSS = "M3.5 3.5l9 9M12.5 3.5l-9 9"
    ELSEWHERE = "M3 2.5v4a3 3 0 0 0 3 3h7M9.5 6l3.5 3.5L9.5 13"
    SAME = "M2.5 5.5h11M2.5 10.5h11"
    DIFFERS = "M2.5 5.5h11M2.5 10.5h11M11 2L5 14"
    MINUS = "M2.5 8h11"
    PLUS = "M2.5 8h11M8 2.5v11"
    RESUMED = "M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13 1.5v3.5H9.5"
    UNDO = "M6 2.5l-3.5 3.5L6 9.5M2.5 6H10a3.7 3.7 0 0 1 0 7.5H6"
    REDO = "M10 2.5l3.5 3.5L10 9.5M13.5 6H6a3.7 3.7 0 0 0 0 7.5h4"
    WARNING = "M8 1.8l6.7 12.2H1.3zM8 6v3.2M8 11.7v.1"
    CLOSED = "M5 3l7 5-7 5z"
    OPENED = "M3 5h10l-5 7z"
    MOON = "M13.5 10.2A6.2 6.2 0 0 1 5.8 2.5a6.2 6.2 0 1 0 7.7 7.7z"
    SUN = (
        "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 .9v1.3M8 13.8v1.3M.9 8h1.3M13.8 8h1.3"
        "M3 3l.9.9M12.1 12.1l.9.9M13 3l-.9.9M3.9 12.1L3 13"
    )

    @property
    def style(self) -> str:
        """Its name in the style sheets."""
        return self.name.lower()


_STROKE = (
    "fill='none' stroke='black' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'"
)


def icon_html(icon: Icon, *, spoken_label: str = "") -> str:
    """An icon as high as the letters; screen readers speak `spoken_label`, or nothing."""
    spoken = (
        f'role="img" aria-label="{escape(spoken_label)}"' if spoken_label else 'aria-hidden="true"'
    )
    return f'<span class="ita-icon {icon.style}" {spoken}></span>'


def icons_css() -> str:
    """The masks of all icons, and a class for each."""
    masks = "".join(f'--ita-icon-{icon.style}: url("{_address(icon)}");' for icon in Icon)
    classes = "".join(
        f".ita-icon.{icon.style} {{--icon: var(--ita-icon-{icon.style});}}" for icon in Icon
    )
    return f":root {{{masks}}}\n{classes}\n"


def _address(icon: Icon) -> str:
    """A drawing as an address without `<`, which would close the style element."""
    stroke = "" if icon.value.endswith("z") else f"{_STROKE} "
    path = f"<path {stroke}d='{icon.value}'/>"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{path}</svg>"
    return f"data:image/svg+xml,{quote(drawing, safe=' =:/')}"
