"""Random text for property tests: Thai clusters in any order, with what real files mix in."""

from hypothesis import strategies as st

THAI = "".join(chr(point) for point in range(0x0E01, 0x0E3B)) + "".join(
    chr(point) for point in range(0x0E3F, 0x0E5C)
)
MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a" + "".join(
    chr(point) for point in range(0x0E47, 0x0E4F)
)
ODD = (
    "\u200b\u200c\u200d\u00ad\ufeff\u00a0\u2003\u2028\u0000\ufffd\ud800"
    "\uf700\uf705\uf70f\uf711\uf718\uf88c\u0301\u0300\u0e45"
)
PLAIN = " \t\n.,-–/()1290aAeEİßé•๒๕"

thai_text = st.text(alphabet=THAI + MARKS * 3 + "เเแาำ" * 3, max_size=40)
messy_text = st.one_of(
    st.text(alphabet=THAI + MARKS * 2 + ODD + PLAIN, max_size=60), st.text(max_size=40)
)
