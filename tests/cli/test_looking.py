from pathlib import Path

from tests.cli.conftest import run
from tests.workspace.conftest import CITY, TOWN


def test_reports_are_listed_with_what_they_miss(library: Path) -> None:
    rows = run("reports", "--home", library).rows
    (report,) = run("reports", "--year", "2566", "--json", "--home", library).objects
    (doubtful,) = run("reports", "--needs-review", "--json", "--home", library).objects

    assert len(rows) == 3
    assert any("missing: organisation" in row[-1] for row in rows)
    assert report["organisation"]["name"] == TOWN
    assert list(report["source"]) == ["path", "sha256", "media_type"]
    assert report["status"] == "active"
    assert doubtful["missing"] == ["organisation", "fiscal_year_be"]


def test_hits_are_sorted_and_of_towns_with_good_scores(library: Path) -> None:
    ask = ("search", "อบรม ร้องเรียน ของขวัญ", "--mode", "words", "--home", library)
    hits = run(*ask, "--json").objects

    by_year = run(*ask, "--order", "year", "--json")
    good = run(*ask, "--least", "85", "--json").objects

    years = [hit["fiscal_year_be"] for hit in by_year.objects]
    assert years == sorted(years, reverse=True)
    assert (
        f"sorted by “Newest year”: the first {len(years)} of {len(years)} that answer"
        in by_year.err
    )
    assert [hit["organisation"]["name"] for hit in hits].count(TOWN) == 2
    assert {(hit["organisation"]["name"], hit["total"]) for hit in good} == {(TOWN, 90.0)}
    assert run(*ask, "--least", "95").rows == []


def test_organisations_are_listed_with_ids_as_json(library: Path) -> None:
    found = run("organisations", "--json", "--home", library).objects
    rows = run("organisations", "--home", library).rows

    assert [each["name"] for each in found] == [TOWN, CITY]
    assert all(each["id"] for each in found)
    assert found[1]["fiscal_years"] == [2567]
    assert [row[1] for row in rows] == [
        f"Suan Dokmai Subdistrict Municipality, Phayao · {TOWN}",
        f"Thung Kwang Town Municipality, Phayao · {CITY}",
    ]


def test_stats_count_the_library(library: Path) -> None:
    (counts,) = run("stats", "--json", "--home", library).objects

    assert counts == {
        "reports": 3,
        "organisations": 2,
        "provinces": 1,
        "measures": 4,
        "needs_review": 1,
        "ita_results": 1,
        "fiscal_years": [2566, 2567],
        "samples": 0,
        "reworded": 0,
        "doubled": 0,
        "encoder": "use-multilingual",
        "reranker": None,
        "by_province": [
            {"name": "พะเยา", "reports": 2, "organisations": 2},
            {"name": None, "reports": 1, "organisations": 0},
        ],
        "by_year": [
            {"name": "2566", "reports": 1, "organisations": 1},
            {"name": "2567", "reports": 1, "organisations": 1},
            {"name": None, "reports": 1, "organisations": 0},
        ],
    }


def test_doctor_tells_every_check_and_what_to_do(library: Path) -> None:
    checks = {check["name"]: check for check in run("doctor", "--json", "--home", library).objects}

    assert checks["store"]["status"] == "warn"
    assert "itasearch correct REPORT" in checks["store"]["remedy"]
    for name in (
        "python",
        "packages",
        "home",
        "words",
        "originals",
        "encoder",
        "reranker",
        "index",
    ):
        assert checks[name]["status"] == "ok", checks[name]
