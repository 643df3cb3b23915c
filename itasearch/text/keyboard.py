"""Text typed with the keyboard switched to the other language, put back.

Thai Kedmanee and English QWERTY share the keys: who forgets to switch types
"ihv'giupo" for ร้องเรียน, or "แนทยสฟรืะ" for complaint. Imports the standard library
only.
"""

_LATIN = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_THAI = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_LATIN_SHIFTED = '!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI_SHIFTED = '+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'

_TO_THAI = str.maketrans(_LATIN + _LATIN_SHIFTED, _THAI + _THAI_SHIFTED)
_TO_LATIN = str.maketrans(_THAI + _THAI_SHIFTED, _LATIN + _LATIN_SHIFTED)


def as_thai_keys(text: str) -> str:
    """What the same keys give on a Thai keyboard; the length stays the same."""
    return text.translate(_TO_THAI)


def as_latin_keys(text: str) -> str:
    """What the same keys give on an English keyboard; the length stays the same."""
    return text.translate(_TO_LATIN)
