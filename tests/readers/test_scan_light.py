"""Light and ink: shadows evened out, stamps dropped, coloured text kept."""

import numpy as np

from itasearch.readers.scan.clean import even_light, grey_of, ink_of, noise_of
from tests.readers.scans import Picture, needs_ocr, needs_opencv, text_page

_LINES = ["กำหนดมาตรการป้องกัน", "เปิดเผยข้อมูลทุกไตรมาส"]


@needs_ocr
class TestLight:
    def test_shadow_changes_little_of_the_ink(self) -> None:
        page = text_page(_LINES)
        shadow = np.linspace(1, 0.5, page.shape[1])[None, :]

        seen = ink_of(even_light((page * shadow).astype(np.uint8)))

        assert abs(int(seen.sum()) - int(ink_of(page).sum())) < 0.1 * int(ink_of(page).sum())

    def test_white_letters_on_a_dark_bar_become_ink(self) -> None:
        page = text_page(_LINES)
        page[40:140] = 255 - page[40:140]

        seen, wanted = ink_of(even_light(page)), ink_of(text_page(_LINES))

        # Its edges stay dark, as a cell's borders do.
        inside = slice(60, 125)
        assert abs(int(seen[inside].sum()) - int(wanted[inside].sum())) < 0.25 * int(
            wanted[inside].sum()
        )

    def test_stamp_is_dropped_and_a_red_line_of_text_is_kept(self) -> None:
        page = text_page(_LINES, size=(2339, 900))
        rgb = np.stack([page] * 3, axis=2)
        rgb[130:220, :, 0] = 255

        grey, stamps = grey_of(_stamped(rgb))

        assert (grey[130:220] < 200).any()
        assert (grey[400:700] > 250).all()
        assert stamps == 1

    def test_the_date_inside_a_stamp_is_dropped_and_thin_rules_under_it_stay(self) -> None:
        import cv2

        rgb = np.full((900, 2339, 3), 255, np.uint8)
        ring = _stamped(rgb)
        cv2.putText(ring, "13 OCT", (640, 570), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (220, 30, 30), 3)
        rgb[480:482] = 110
        rgb[:, 760:762] = 110

        grey, stamps = grey_of(np.minimum(rgb, ring))

        assert stamps == 1
        assert (grey[480:482, 500:900] < 140).all()
        assert (grey[400:700, 760:762] < 140).all()
        assert (grey[490:620, 600:750] > 235).all()


@needs_opencv
def test_noise_is_measured_and_none_is_none() -> None:
    generator = np.random.default_rng(1)
    noisy = np.clip(245 + generator.normal(0, 6, (400, 400)), 0, 255).astype(np.uint8)
    none = np.zeros((400, 400), np.uint8)

    assert 4 <= noise_of(noisy, none) <= 8
    assert noise_of(np.full((400, 400), 255, np.uint8), none) == 0


def _stamped(rgb: Picture) -> Picture:
    import cv2

    out = rgb.copy()
    cv2.circle(out, (700, 550), 120, (220, 30, 30), 6)
    return out
