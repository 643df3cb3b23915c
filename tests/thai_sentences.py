"""What is told an officer about a file must be Thai: a check for tests of any room."""

import re

_THAI = re.compile("[\u0e01-\u0e4e]")
_QUOTED = re.compile(
    r"“[^”]*”|\(ส่วน .*?\) |ส่วน \S+ |\(รายละเอียด: .*\)$|\b[ro][0-9a-f]{10,}", re.DOTALL
)
_NAMES = re.compile(
    r"PDF|PNG|JPEG|GIF|TIFF|BMP|WebP|RTF|gzip|RAR|7z|ZIP|zip bomb|Word|Excel|PowerPoint|Office"
    r"|OpenDocument|LibreOffice|e-book|HTML|CSV|XML|DOCTYPE|UTF-8|altChunk|ITA|MB|dpi|itasearch add"
    r"|\.[A-Za-z]{2,5}\b"
)


def is_thai_sentence(told: str) -> bool:
    """Whether `told` is Thai but for values, names of formats and details set apart."""
    rest = _NAMES.sub("", _QUOTED.sub("", told))
    return bool(_THAI.search(told)) and re.search("[A-Za-z]", rest) is None
