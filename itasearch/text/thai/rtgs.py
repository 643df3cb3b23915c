"""Thai words in Latin letters by the Royal Thai General System of Transcription (RTGS, 1999).

RTGS writes sounds without tones and vowel lengths. How Thai letters are cut into syllables is
ambiguous, so `transcribed` takes the cheapest cut; words, and how those are written that are
spoken otherwise than they are spelled (ราชบุรี, Ratchaburi), come in as arguments.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from itasearch.text.thai.characters import CONSONANTS, TONES

CONSONANT_SOUNDS = {
    letter: (initial, final)
    for letters, initial, final in (
        ("ก", "k", "k"),
        ("ขฃคฅฆ", "kh", "k"),
        ("ง", "ng", "ng"),
        ("จ", "ch", "t"),
        ("ฉชฌ", "ch", "t"),
        ("ซศษส", "s", "t"),
        ("ญ", "y", "n"),
        ("ฎด", "d", "t"),
        ("ฏต", "t", "t"),
        ("ฐฑฒถทธ", "th", "t"),
        ("ณน", "n", "n"),
        ("บ", "b", "p"),
        ("ป", "p", "p"),
        ("ผพภ", "ph", "p"),
        ("ฝฟ", "f", "p"),
        ("ม", "m", "m"),
        ("ย", "y", "i"),
        ("ร", "r", "n"),
        ("ฤ", "rue", ""),
        ("ลฬ", "l", "n"),
        ("ฦ", "lue", ""),
        ("ว", "w", "o"),
        ("หฮ", "h", ""),
        ("อ", "", ""),
    )
    for letter in letters
}
"""How each consonant sounds at the beginning of a syllable and at its end, in Latin letters."""

LONGEST_WORD = 16  # letters of the longest known word that is found, as `heard`

_UNHEARD = re.compile(f"(?:[ทตด]ร|ษณ|[{CONSONANTS}])[ิุ]?\u0e4c|[{TONES}\u0e2f\u0e46\u0e4e]")
"""Tone marks, signs, and letters under thanthakhat."""

_SPELLED_OUT = "[กขคตปพ]ร|[กขคปผพ]ล"
_CLUSTERS = f"{_SPELLED_OUT}|[กขค]ว"
_ONE_SOUND = "[สศซท]ร|ห[งญนมยรลว]"  # two letters that sound as one: ทราย is sai, ศรี si, หนอง nong
_ENDINGS = re.compile("[กชตทด]ร|ทธ|ฏฐ|กษ|[กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปพฟภมรลฬศษส]")
"""What closes a syllable: a letter, or two of which the second is silent."""

_WRITTEN, _CLOSED, _OPEN, _STRAY, _JUMPED, _LEADING = 1.0, 1.6, 1.9, 6.0, 1.2, 0.7
"""Costs of a syllable whose vowel is written; of one without, closed and open; of a letter that
is in no syllable; and added, of two syllables whose vowel is written before the first, and of two
of which a leading letter is the first (of 6,191 places' names .7 gets 78 more right by the rules
alone)."""
_KNOWN, _BEGUN = 0.3, 0.6  # costs of a known word, and added, of syllables behind one; by hand

_CACHED_WORDS = 4_096  # of which letters and sounds are kept: few words make most names of places

_EITHER, _SELF, _SHUT = "either", "open", "closed"
"""Whether a vowel may, cannot or must be followed by an ending."""
_LED = (
    ("เ{}ียว", "iao", _SELF),
    ("เ{}ียะ?", "ia", _EITHER),
    ("เ{}ือย", "ueai", _SELF),
    ("เ{}ือะ?", "uea", _EITHER),
    ("เ{}าะ", "o", _SELF),
    ("เ{}า", "ao", _SELF),
    ("เ{}อะ?", "oe", _EITHER),
    ("เ{}ิ", "oe", _SHUT),
    ("เ{}ย", "oei", _SELF),
    ("เ{}็?ว", "eo", _SELF),
    ("เ{}[็ะ]?", "e", _EITHER),
    ("แ{}็?ว", "aeo", _SELF),
    ("แ{}[็ะ]?", "ae", _EITHER),
    ("โ{}ย", "oi", _SELF),
    ("โ{}ะ?", "o", _EITHER),
    ("[ไใ]{}ย?", "ai", _SELF),
)
"""Vowels that are written before the beginning of their syllable."""
_FOLLOWING = (
    ("{}ัวะ?", "ua", _SELF),
    ("{}วย", "uai", _SELF),
    ("{}[ัา]ย", "ai", _SELF),
    ("{}าว", "ao", _SELF),
    ("{}ิว", "io", _SELF),
    ("{}อย", "oi", _SELF),
    ("{}[ุู]ย", "ui", _SELF),
    ("{}ะ", "a", _SELF),
    ("{}ั", "a", _SHUT),
    ("{}า", "a", _EITHER),
    ("{}ำ", "am", _SELF),
    ("{}[ิี]", "i", _EITHER),
    ("{}ึ", "ue", _EITHER),
    ("{}ื", "ue", _SHUT),
    ("{}ือ", "ue", _SELF),
    ("{}[ุู]", "u", _EITHER),
    ("{}รร", "a", _SHUT),
    ("{}รร", "an", _SELF),
    ("{}็?อ", "o", _EITHER),
)


def _syllables() -> dict[bool, list[tuple[re.Pattern[str], str, str, float]]]:
    """Pattern without ending, vowel, ending and cost, by whether the vowel is the first letter."""
    single, cluster = f"(?P<i>{_ONE_SOUND}|[{CONSONANTS}])", f"(?P<i>{_CLUSTERS})"
    # ส่ง is a letter with its ending, where หนอง begins with two.
    alone = f"(?P<i>[{CONSONANTS}])"
    # เจริญ is charoen: two syllables with one vowel, written before the first.
    jumped = f"(?P<a>[กขคจฉชตถทนผพมสศอ])(?P<i>{_CLUSTERS}|[ญนมยรลวษ])"
    # สลุด is salut and ขนม khanom: a letter leads the next, and is a syllable without a vowel.
    leading = "(?P<a>[กขคจฉชตถทนผพมสศอ])(?P<i>[งญนมยรลว])"
    written = [
        (text, beginning, vowel, ends, _WRITTEN)
        for text, vowel, ends in (*_LED, *_FOLLOWING)
        for beginning in (alone, single, cluster)
    ]
    closed = (alone, single, f"(?P<i>{_SPELLED_OUT})")
    syllables = [
        *written,
        *((text, jumped, vowel, ends, _WRITTEN + _JUMPED) for text, vowel, ends in _LED),
        *((text, leading, vowel, ends, _WRITTEN + _LEADING) for text, vowel, ends in _FOLLOWING),
        ("เ{}ิ", jumped, "oe", _SHUT, _JUMPED),
        ("{}ฤ", "(?P<i>[กตทปศส])", "ri", _EITHER, _WRITTEN),
        ("{}ฤ", "(?P<i>[คนพมห])", "rue", _EITHER, _WRITTEN),
        *(("{}ว", beginning, "ua", _SHUT, _WRITTEN) for beginning in (single, alone)),
        *(("{}", consonant, "o", _SHUT, _CLOSED) for consonant in closed),
        ("{}", leading, "o", _SHUT, _CLOSED + _LEADING),
        ("{}", alone, "a", _SELF, _OPEN),
    ]
    by_first: dict[bool, list[tuple[re.Pattern[str], str, str, float]]] = {True: [], False: []}
    for text, beginning, vowel, ends, cost in syllables:
        pattern = re.compile(text.replace("{}", beginning))
        by_first[not text.startswith("{}")].append((pattern, vowel, ends, cost))
    return by_first


_SYLLABLES = _syllables()
_Cut: TypeAlias = tuple[float, tuple[tuple[str, ...], ...]]
"""What a cut of the beginning of a name costs, and the syllables of its words."""


def transcribed(text: str, words: Mapping[str, str]) -> list[str]:
    """A Thai name without spaces as words in small Latin letters.

    Cut into as few known words and syllables as can be; syllables between known words are one word.
    A hyphen parts syllables that would be read otherwise: สะอาด is "sa-at". `words`: as `heard` has
    them, with their writing, or "" for by the rules.
    """
    text = heard(text)
    # Most names are made of known words alone, which takes a tenth of the time.
    cut = _cut(text, words, syllables=False) or _cut(text, words, syllables=True)
    return [word for word in map(_joined, cut) if word]


def _cut(text: str, words: Mapping[str, str], *, syllables: bool) -> tuple[tuple[str, ...], ...]:
    # The best cut by its end, and by whether a known word is last: a syllable begins a word then.
    cuts: list[dict[bool, _Cut]] = [{} for _ in range(len(text) + 1)]
    cuts[0][True] = (0.0, ())
    for start, ways in enumerate(cuts[:-1]):
        parts = [*_from(text, start)] if syllables and ways else ()
        for last_known, (cost, before) in ways.items():
            for end in range(start + 2, min(len(text), start + LONGEST_WORD) + 1):
                written = words.get(text[start:end])
                if written is not None:
                    word = written or _by_rules(text[start:end])
                    _keep(cuts[end], is_known=True, cut=(cost + _KNOWN, (*before, (word,))))
            for end, spoken, more in parts:
                if last_known:
                    cut = (cost + more + _BEGUN, (*before, spoken))
                else:
                    cut = (cost + more, (*before[:-1], (*before[-1], *spoken)))
                _keep(cuts[end], is_known=False, cut=cut)
    return min(cuts[-1].values(), default=(0.0, ()))[1]


@lru_cache(maxsize=_CACHED_WORDS)  # one function for it: names share their words
def _by_rules(word: str) -> str:
    return "".join(transcribed(word, {}))


def heard(text: str) -> str:
    """Thai text without tone marks, signs and silent letters."""
    return _UNHEARD.sub("", text)


def _keep(cuts: dict[bool, _Cut], *, is_known: bool, cut: _Cut) -> None:
    if is_known not in cuts or cut[0] < cuts[is_known][0]:
        cuts[is_known] = cut


def _from(word: str, start: int) -> Iterator[tuple[int, tuple[str, ...], float]]:
    yield start + 1, ("" if "ก" <= word[start] <= "๛" else word[start],), _STRAY
    for pattern, vowel, ends, cost in _SYLLABLES["เ" <= word[start] <= "ไ"]:
        match = pattern.match(word, start)
        if match is None:
            continue
        first = match.groupdict().get("a")
        syllable = _beginning(match["i"]) + vowel
        before = () if first is None else (_beginning(first) + "a",)
        if ends is not _SHUT:
            last = _STRAY if cost == _OPEN and match.end() == len(word) else cost
            yield match.end(), (*before, syllable), last
        ending = None if ends is _SELF else _ENDINGS.match(word, match.end())
        for length in () if ending is None else range(1, len(ending[0]) + 1):
            closed = syllable + CONSONANT_SOUNDS[word[match.end()]][1]
            yield match.end() + length, (*before, closed), cost


def _beginning(letters: str) -> str:
    """Consonants before a vowel; ห before another, and one of ทร, are silent."""
    if len(letters) == 1:
        return CONSONANT_SOUNDS[letters][0]
    if letters[0] == "ห":
        return CONSONANT_SOUNDS[letters[1]][0]
    if letters[0] in "สศซท":
        return "s"
    return "".join(CONSONANT_SOUNDS[letter][0] for letter in letters)


def _joined(syllables: Sequence[str]) -> str:
    text = ""
    for syllable in filter(None, syllables):
        unclear = syllable[0] in "aeiou" or (syllable.startswith("ng") and text[-1:] in "aeiou")
        text += f"-{syllable}" if text and unclear else syllable
    return text


# Names in Latin letters, however they are romanised: RTGS is official ("Khlong Phaya Hong"), many
# others are in use ("Klong Paya Hong"). They are reduced to sounds that hardly any of them writes
# apart; the consonants have to be the same, the vowels alike.
_LATIN = [
    (re.compile(pattern), sounds)
    for pattern, sounds in (
        ("[^a-z]", ""),
        ("ng", "G"),
        ("tch|ch|j", "c"),
        ("h", ""),
        ("[gq]", "k"),
        ("v", "w"),
        ("sr", "s"),  # Sri, Sra
        ("(?<=[ao])r(?=[nmkt]?$)", ""),  # Bor, Sakorn
        ("[rl]", "n"),
        ("d", "t"),
        ("[bf]", "p"),
        ("z", "s"),
        ("x", "ks"),
        ("oei|oey|oe", "e"),
        ("(?<=[ae])[ow](?![aeiou])", "w"),
        ("ue|eu|oo", "u"),
        ("ee", "i"),
        ("ae", "e"),
        ("y(?![aeiou])", "i"),
    )
]
_CONSONANTS = str.maketrans({"c": "t", "s": "t"} | dict.fromkeys("aeiouwy"))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=_CACHED_WORDS)
def latin_sounds(word: str) -> str:
    """The sounds of a name, or a part of it, in Latin letters."""
    word = word.casefold()
    for pattern, sounds in _LATIN:
        word = pattern.sub(sounds, word)
    return word


def consonants(sounds: str) -> str:
    """The consonants of sounds, those that are one at the end of a syllable (s and t) as one."""
    return _DOUBLED.sub(r"\1", sounds.translate(_CONSONANTS))
