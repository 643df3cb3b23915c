"""What every verb of the command line prints: JSON, lines of a pipe and tables of a terminal."""

import json
import zipfile
from pathlib import Path

from tests.tools.record.names import ROOT, application, measure_ids
from tests.tools.record.place import Jobs, Place, Ran, run, shown, slug
from tests.tools.record.queries import FILTERED, FILTERS, QUERIES, REFUSED

MAE_KA, KHAM_BONG = "r10f553287ea0", "r5f411290977d"
"""Reports of corpus/real: a table, and guidelines in prose."""

_NARROW = (
    ("indicator", ("--indicator", "8")),
    ("topic", ("--topic", "procurement")),
)


def _write(place: Place, name: str, *runs: Ran) -> None:
    normaliser = place.normaliser()
    place.write(name, "\n\n".join(shown(ran, normaliser) for ran in runs))


def _all_forms(place: Place, name: str, home: Path, *arguments: str) -> None:
    """The same question as JSON, on a pipe, and on a terminal."""
    front = ("--home", str(home))
    _write(place, f"{name}.json", run(*front, *arguments, "--json"))
    piped, drawn = run(*front, *arguments), run(*front, *arguments, terminal=True)
    _write(place, f"{name}.text", piped, drawn)


def _objects(*arguments: str | Path) -> list[dict[str, object]]:
    ran = run(*arguments, "--json")
    return [json.loads(line) for line in ran.out.splitlines()]


def _ids(home: Path) -> list[str]:
    return [str(one["id"]) for one in _objects("--home", home, "reports")]


def _towns(home: Path) -> list[str]:
    lines = run("--home", home, "organisations").out.splitlines()
    return [line.split("\t")[0] for line in lines]


def helps(place: Place) -> None:
    """`--help` of the command and of every verb."""
    _write(place, "itasearch", run("--help"), run("--version"))
    app = application()
    for each in app.registered_commands:
        name = str(each.name or getattr(each.callback, "__name__", ""))
        _write(place, name, run(name, "--help"))


def refusals(place: Place) -> None:
    """Messages and exit codes of command lines that are refused."""
    home = place.own_home("corpus")
    for number, arguments in enumerate(REFUSED):
        name = f"{number:02} {' '.join(arguments) or 'nothing'}"
        _write(place, slug(name), run(*_front(home, arguments), *arguments))


def _front(home: Path, arguments: tuple[str, ...]) -> tuple[str, ...]:
    return ("--home", str(home)) if arguments else ()


def searches(place: Place) -> None:
    """Queries one by one, as JSON; all of them in every mode; filters; likes."""
    home = place.home("corpus")
    front = ("--home", str(home))
    for number, query in enumerate(QUERIES):
        ran = run(*front, "search", "--json", "-k", "8", "--", query)
        _write(place, f"json/{number:02} {slug(query)}".strip(), ran)
    file = place.work / "queries.txt"
    file.write_text("\n\n".join(QUERIES), encoding="utf-8")
    asked = ("search", "--queries", str(file))
    _write(place, "all/terminal", run(*front, *asked, "-k", "4", terminal=True))
    _write(place, "all/pipe", run(*front, *asked, "-k", "4"))
    for mode in ("hybrid", "semantic", "words", "phrase"):
        _write(place, f"all/{mode}", run(*front, *asked, "--mode", mode, "-k", "12", "--json"))
    for name, options in FILTERS.items():
        _write(place, f"filters/{name}", run(*front, "search", FILTERED, *options, "--json"))
    _likes(place, front)


def _likes(place: Place, front: tuple[str, str]) -> None:
    first, second = measure_ids(Path(front[1]), MAE_KA)[:2]
    for name, options in {
        "like": ("--like", first),
        "likes": ("--like", first, "--like", second, "-k", "5"),
        "both": (FILTERED, "--like", second, "--year", "2566"),
    }.items():
        _write(place, f"likes/{name}", run(*front, "search", *options, "--json"))
    _write(place, "likes/terminal", run(*front, "search", "--like", first, terminal=True))


def similar(place: Place) -> None:
    """Measures like each measure of the real reports, and of some samples."""
    home = place.home("corpus")
    for report in sorted({MAE_KA, KHAM_BONG, *sorted(_ids(home))[:4]}):
        for measure in measure_ids(home, report)[:4]:
            ran = run("--home", home, "similar", measure, "-k", "5", "--json")
            _write(place, f"{report}/{measure}", ran)
    first = measure_ids(home, MAE_KA)[0]
    options = ("--type", "เทศบาลตำบล", "--year", "2568", "-k", "3")
    _all_forms(place, "filtered", home, "similar", first, *options)


def shows(place: Place) -> None:
    """Every report and every measure in full."""
    home = place.home("corpus")
    for report in sorted(_ids(home)):
        _all_forms(place, report, home, "show", report)
        measures = measure_ids(home, report)
        _write(
            place,
            f"{report} measures.json",
            *(run("--home", home, "show", one, "--json") for one in measures),
        )
        drawn = (run("--home", home, "show", one, terminal=True) for one in measures[:3])
        _write(place, f"{report} measures.text", *drawn)


def compares(place: Place) -> None:
    """Pairs of towns and of reports, a town's years, narrowed and as differences only."""
    home = place.home("corpus")
    towns = _towns(home)
    for left, right in zip(towns, [*towns[1:], towns[0]], strict=True):
        ran = run("--home", home, "compare", left, right, "--json")
        _write(place, f"pairs/{left}--{right}", ran)
    for town in towns:
        _all_forms(place, f"years/{town}", home, "compare", town, "--years")
    reports = sorted(_ids(home))
    for left, right in zip(reports[::3], reports[1::3], strict=False):
        _all_forms(place, f"reports/{left}--{right}", home, "compare", left, right)
    pair = ("compare", "ทต.แม่กา@2566", "ทต.ขามทะเลสอ")
    _all_forms(place, "one/whole", home, *pair)
    _all_forms(place, "one/year", home, "compare", towns[3], towns[9], "--year", "2566")
    for name, options in _NARROW:
        _all_forms(place, f"one/{name}", home, *pair, *options)
    drawn = run("--home", home, *pair, "--differences", terminal=True)
    _write(place, "one/differences", drawn, run("--home", home, *pair, "--differences"))


def towns(place: Place) -> None:
    """Many organisations at once: matrix, neighbours, coverage."""
    home = place.home("corpus")
    for name, options in {
        "topics": (),
        "indicators": ("--axis", "indicators"),
        "province": ("--province", "ขอนแก่น", "--axis", "indicators"),
        "type": ("--type", "เทศบาลตำบล", "--year", "2566", "--year", "2567"),
        "like": ("--like", "ทต.แม่กา", "--order", "likeness", "-k", "5"),
        "band": ("--least", "80", "--most-total", "95"),
    }.items():
        _all_forms(place, f"matrix/{name}", home, "matrix", *options)
    for order in ("coverage", "total", "name"):
        ran = run("--home", home, "matrix", "--order", order, "--json")
        _write(place, f"matrix/order {order}", ran)
    for town in _towns(home):
        _all_forms(place, f"neighbours/{town}", home, "neighbours", town)
        _all_forms(place, f"coverage/{town}", home, "coverage", town)
    _all_forms(place, "neighbours/few", home, "neighbours", "ทต.แม่กา", "-k", "2")
    _all_forms(place, "coverage/few", home, "coverage", "ทต.แม่กา", "-k", "3", "--year", "2023")


def looks(place: Place) -> None:
    """Reports, organisations, stats, topics, doctor, drafts, review, of several libraries."""
    homes = [name for name in ("corpus", "doubtful", "seeds") if place.has_home(name)]
    for name in homes:
        home = place.home(name)
        for verb in ("reports", "organisations", "stats", "topics", "drafts", "review"):
            _all_forms(place, f"{name}/{verb}", home, verb)
    _all_forms(place, "corpus/doctor", place.home("corpus"), "doctor")
    corpus, doubtful = place.home("corpus"), place.home("doubtful")
    filters = ("--province", "เชียงใหม่", "--year", "2565", "--year", "2566")
    _all_forms(place, "filtered/reports", corpus, "reports", *filters, "--status", "active")
    _all_forms(place, "filtered/topics", corpus, "topics", *filters)
    _all_forms(place, "filtered/waiting", doubtful, "reports", "--needs-review")
    _all_forms(place, "filtered/superseded", doubtful, "reports", "--status", "superseded")
    empty = place.work / "empty"
    for verb in ("reports", "organisations", "stats", "topics", "drafts", "review"):
        _all_forms(place, f"empty/{verb}", empty, verb)
    _write(place, "empty/doctor", run("--home", empty, "doctor", "--json"))
    _write(place, "empty/search", run("--home", empty, "search", "พัสดุ"))
    _write(place, "empty/build", run("--home", empty, "build"))


def reviews(place: Place) -> None:
    """Every report of the doubtful home as it was read."""
    home = place.home("doubtful")
    for report in sorted(_ids(home)):
        _write(place, f"{report}.json", run("--home", home, "review", report, "--json"))
    for report in sorted(_ids(home))[::6]:
        ran = run("--home", home, "review", report, terminal=True)
        _write(place, f"{report}.text", ran, run("--home", home, "review", report))


def corrections(place: Place) -> None:
    """Sequences of correct, undo, reread, remove and build, with what they leave."""
    home = place.own_home("corpus")
    front = ("--home", str(home))
    ids = measure_ids(home, MAE_KA)
    sequence: tuple[tuple[str, ...], ...] = (
        ("correct", MAE_KA, "--year", "๒๕๖๗", "--json"),
        ("correct", MAE_KA, "--organisation", "ทต.แม่กาใหม่"),
        ("correct", ids[0], "--set", "title=ประกาศเจตนารมณ์", "--set", "steps=หนึ่ง\\nสอง\\nสาม"),
        ("correct", ids[0], "--split", "steps:2-3", "--title", "มาตรการที่แยกออกมา", "--json"),
        ("correct", ids[1], "--topic", "no_gift,procurement", "--indicator", "8"),
        ("correct", ids[1], "--indicator", "-", "--topic", "-"),
        ("correct", ids[2], "--join"),
        ("correct", ids[4], "--remove", "--json"),
        ("review", MAE_KA, "--json"),
        ("review", MAE_KA),
        ("search", "ประกาศเจตนารมณ์", "-k", "3", "--json"),
        ("undo", MAE_KA),
        ("undo", MAE_KA, "1", "--json"),
        ("undo", MAE_KA, "1"),
        ("reread", MAE_KA, "--json"),
        ("reread",),
        ("show", MAE_KA, "--json"),
        ("remove", KHAM_BONG),
        ("remove", KHAM_BONG, "--json"),
        ("show", KHAM_BONG),
        ("reports", "--status", "removed"),
        ("build",),
        ("build", "--rebuild", "--json"),
        ("stats", "--json"),
        ("add", str(home / "corpus" / "real"), "--json"),
        ("reread", "--all"),
    )
    for number, arguments in enumerate(sequence, start=1):
        _write(place, f"{number:02} {arguments[0]}", run(*front, *arguments))
    columns = place.own_home("doubtful", called="columns")
    for report in sorted(_ids(columns))[::8]:
        (found,) = _objects("--home", columns, "review", report)
        table = found["columns"]
        if isinstance(table, list) and table:
            header = str(table[-1]["header"])
            given = ("correct", report, "--column", f"{header}=evidence", "--json")
            _write(place, f"columns/{report}", run("--home", columns, *given))


def adds(place: Place) -> None:
    """What became of every file of the shared homes; a table of outcomes, a ZIP, a backup."""
    for name in ("corpus", "doubtful", "seeds", "printed"):
        if place.has_home(name):
            log = place.homes / f"{name}.added"
            place.write(f"{name}", place.normaliser().lines(log.read_text(encoding="utf-8")))
    home, files = place.work / "new", place.work / "files"
    files.mkdir()
    source = ROOT / "corpus" / "examples" / "don-saba-wan_2566.txt"
    (files / "ร่าง.txt").write_bytes(source.read_bytes())
    (files / "~$lock.docx").write_bytes(b"x")
    (files / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (files / "news.txt").write_text("ข่าวประชาสัมพันธ์ของเทศบาล", encoding="utf-8")
    with zipfile.ZipFile(files / "reports.zip", "w") as archive:
        archive.writestr("a/b.txt", (ROOT / "corpus/real/mae-ka_2566.txt").read_bytes())
        archive.writestr("c.exe", b"MZ")
    table, front = place.work / "outcomes.csv", ("--home", str(home))
    first = run(*front, "add", files, "--report", table)
    again = run(*front, "add", files, "--json", "--year", "2567", "--organisation", "ทต.ทดสอบ")
    _write(place, "files", first, again)
    place.write("outcomes", place.normaliser().lines(table.read_text(encoding="utf-8-sig")))
    given = ("--year", "2561", "--organisation", "อบต.ทดสอบ", "--no-build", "--json")
    one = place.work / "one.txt"
    one.write_bytes((ROOT / "corpus/examples/khok-dao-rueang_2565.txt").read_bytes())
    _write(place, "one", run(*front, "add", one, *given), run(*front, "reports"))
    whole = place.work / "backup.zip"
    _write(place, "backup", run(*front, "backup", whole), run(*front, "backup", whole))
    with zipfile.ZipFile(whole) as archive:
        place.write("backup names", "\n".join(sorted(archive.namelist())))


def adapts(place: Place) -> None:
    """Cells of tests/data/adaptation, adapted; and lines that are no cell."""
    for name in ("tuning", "figure"):
        file = ROOT / "tests" / "data" / "adaptation" / f"{name}.jsonl"
        _write(place, name, run("adapt", "--jsonl", file))
    broken = place.work / "broken.jsonl"
    broken.write_text('{"id": "x"}\nnot json\n[]\n\n{"id": 1, "text": 2}\n', encoding="utf-8")
    _write(place, "broken", run("adapt", "--jsonl", broken))
    foreign = place.work / "foreign.jsonl"
    foreign.write_bytes("{'ทดสอบ'}".encode("cp874"))
    _write(place, "foreign", run("adapt", "--jsonl", foreign))


def real(place: Place) -> None:
    """The real reports outside of the project, when they are there."""
    if not place.has_home("seeds"):
        return
    home = place.home("seeds")
    file = place.work / "queries.txt"
    file.write_text("\n".join(QUERIES), encoding="utf-8")
    asked = ("--home", home, "search", "--queries", file, "-k", "6")
    _write(place, "search.json", run(*asked, "--json"))
    _write(place, "search.text", run(*asked, terminal=True))
    reports = sorted(_ids(home))
    for report in reports:
        _all_forms(place, f"show {report}", home, "show", report)
        _all_forms(place, f"review {report}", home, "review", report)
        measures = measure_ids(home, report)
        each = (run("--home", home, "show", one, "--json") for one in measures)
        _write(place, f"measures {report}", *each)
    for left, right in zip(reports, [*reports[1:], reports[0]], strict=True):
        _all_forms(place, f"compare {left}--{right}", home, "compare", left, right)
    for town in _towns(home):
        for verb in ("neighbours", "coverage"):
            _all_forms(place, f"{verb} {town}", home, verb, town)
    _all_forms(place, "matrix", home, "matrix")


JOBS: Jobs = {
    "compare": compares,
    "search": searches,
    "real": real,
    "corrections": corrections,
    "towns": towns,
    "show": shows,
    "review": reviews,
    "similar": similar,
    "add": adds,
    "look": looks,
    "refused": refusals,
    "adapt": adapts,
    "help": helps,
}
