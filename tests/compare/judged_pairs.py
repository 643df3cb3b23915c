"""Pairs of measures of corpus/ judged by hand: who does the same thing as whom.

For each pair of reports: indices (from 0) of measures that are pairs, and of those
that may be or not be one ("?"), which count neither way.
"""

JUDGED: dict[tuple[str, str], tuple[set[tuple[int, int]], set[tuple[int, int]]]] = {
    ("mae-ka_2566", "kham-thale-so_2568"): ({(2, 2), (3, 3)}, {(4, 1), (4, 4), (5, 1), (5, 4)}),
    ("kham-bong_2565", "khok-dao-rueang_2565"): (
        {
            (0, 13),
            (1, 0),
            (2, 2),
            (4, 3),
            (5, 4),
            (6, 6),
            (7, 7),
            (10, 10),
            (12, 12),
            (14, 14),
            (17, 17),
            (18, 18),
            (19, 19),
            (20, 20),
            (21, 21),
            (22, 22),
            (23, 25),
            (24, 26),
            (26, 27),
        },
        {(8, 8), (9, 8), (9, 9), (11, 27), (11, 28), (13, 11)},
    ),
    ("khok-dao-rueang_2565", "phu-pha-nam-khang_2564"): (
        {(8, 5), (15, 10), (25, 14), (27, 7)},
        {(3, 2), (4, 3), (5, 3), (7, 4), (11, 8), (16, 11), (16, 12), (28, 7)},
    ),
    ("than-chan-hom_2564", "than-chan-hom_2565"): ({(0, 0), (2, 2), (5, 3)}, {(6, 4)}),
    ("than-chan-hom_2565", "than-chan-hom_2566"): ({(0, 0), (1, 1), (2, 2)}, {(5, 4)}),
    ("than-chan-hom_2564", "than-chan-hom_2566"): ({(0, 0), (2, 2)}, {(6, 5)}),
    ("bueng-kaeo-morakot_2566", "bueng-kaeo-morakot_2567"): (
        {(3, 0), (6, 4)},
        {(1, 1), (5, 2), (7, 5)},
    ),
    ("bueng-kaeo-morakot_2567", "bueng-kaeo-morakot_2568"): (set(), {(0, 5), (2, 0)}),
    ("bueng-kaeo-morakot_2566", "bueng-kaeo-morakot_2568"): ({(4, 4)}, {(3, 5), (5, 0)}),
    ("khok-dao-rueang_2567", "khok-dao-rueang_2568"): ({(0, 4), (1, 5)}, {(5, 0), (7, 3)}),
    ("khok-dao-rueang_2565", "khok-dao-rueang_2567"): (
        {(13, 2), (25, 0)},
        {(7, 3), (9, 5), (11, 7), (23, 1), (24, 1)},
    ),
    ("khok-dao-rueang_2565", "khok-dao-rueang_2568"): (
        {(25, 4)},
        {(3, 1), (8, 0), (16, 3), (23, 5), (24, 5)},
    ),
    ("si-thara-samut_2567", "si-thara-samut_2568"): ({(5, 7)}, {(0, 0), (7, 2), (8, 5)}),
    ("nong-bua-sam-klip_2566", "don-saba-wan_2566"): ({(0, 2), (1, 3), (6, 0)}, {(4, 1)}),
    ("nong-bua-sam-klip_2566", "than-chan-hom_2566"): ({(1, 2), (3, 4), (6, 3)}, {(7, 0)}),
    ("bueng-kaeo-morakot_2566", "wiang-sila-thong_2566"): (
        {(3, 3), (4, 4)},
        {(0, 0), (1, 1), (2, 2), (6, 6)},
    ),
    ("bueng-kaeo-morakot_2566", "nong-bua-sam-klip_2566"): (
        {(1, 1), (3, 3), (5, 0)},
        {(2, 2), (4, 4)},
    ),
    ("khok-dao-rueang_2567", "huai-pha-mok-khram_2566"): ({(1, 0)}, set()),
    ("suan-tan-khu_2568", "ko-sai-sai-rung_2568"): ({(1, 0), (5, 5)}, set()),
    ("khlong-phaya-hong_2567", "bang-lamphu-daeng_2567"): ({(0, 0)}, {(5, 6), (6, 2)}),
    ("huai-pha-mok-khram_2568", "khlong-phaya-hong_2567"): ({(1, 0)}, {(4, 6)}),
    ("don-saba-wan_2566", "ko-sai-sai-rung_2568"): ({(0, 5), (1, 0)}, set()),
    ("than-chan-hom_2566", "don-saba-wan_2566"): ({(3, 0)}, {(2, 3), (5, 1)}),
    ("kham-thale-so_2568", "suan-tan-khu_2568"): ({(3, 0), (4, 5)}, {(2, 4)}),
}
