"""The language of a run: of a block, else of the process; threads do not mix it."""

from threading import Thread

from itasearch.wording.language import in_language, label_of, language, phrase, set_fallback

MEASURE = ("มาตรการ", "Measure")


def test_a_block_speaks_its_language_and_the_one_around_it_is_back_after_it() -> None:
    with in_language("en"):
        with in_language("th"):
            inside = phrase("Measure")
        after = phrase("Measure")

    assert (inside, after, phrase("Measure")) == (*MEASURE, MEASURE[0])


def test_what_is_written_in_each_language_is_a_label() -> None:
    label = label_of(lambda: f"{phrase('Measure')} {{1}}")

    assert (label.text("th"), label.text("en")) == tuple(f"{word} {{1}}" for word in MEASURE)


def test_a_block_is_of_its_thread_and_the_process_speaks_in_all_others() -> None:
    spoken: list[str] = []
    set_fallback(lambda: "en")

    with in_language("th"):
        thread = Thread(target=lambda: spoken.append(language()))
        thread.start()
        thread.join()

    assert spoken == ["en"]
