from tests.counting import growth, steps


def test_lines_and_calls_into_c_are_steps() -> None:
    def three_lines() -> None:
        words = ["มาตรการ", "ปี"]
        words.sort()
        words.reverse()

    two_lines_and_two_calls = 2 + 2
    assert steps(three_lines) - steps(lambda: None) == two_lines_and_two_calls


def test_growth_tells_quadratic_work_from_linear() -> None:
    def linear(text: str) -> int:
        return sum(1 for letter in text if letter.isdigit())

    def quadratic(text: str) -> int:
        return sum(linear(text) for _letter in text)

    assert 1.9 < growth(linear, lambda size: "๑ก" * size, 200) < 2.1
    assert 3.8 < growth(quadratic, lambda size: "๑ก" * size, 50) < 4.1
