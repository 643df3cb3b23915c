"""How fast a long stage goes, and how long it takes, by what was done in the last minute."""

from collections import deque

_WINDOW_SECONDS = 60.0  # of the past, by which the rest is estimated: a commit does not show
_LEAST_SECONDS = 4.0  # of work before anything is estimated
_LEAST_DONE = 20  # steps before anything is estimated: few files say little about the others
_POINT_SECONDS = 0.5  # between two moments that are noted


class Pace:
    """Steps that were done and when, by a clock of seconds."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, int]] = deque()

    def note(self, done: int, *, now: float) -> None:
        """So many steps are done now."""
        points = self._points
        if len(points) > 1 and now - points[-2][0] < _POINT_SECONDS:
            points.pop()
        points.append((now, done))
        while len(points) > 2 and now - points[1][0] >= _WINDOW_SECONDS:
            points.popleft()

    @property
    def a_second(self) -> float | None:
        """Steps a second; None while too little is known."""
        if not self._points:
            return None
        (began, first), (last, done) = self._points[0], self._points[-1]
        if last - began < _LEAST_SECONDS or done - first < _LEAST_DONE:
            return None
        return (done - first) / (last - began)

    def seconds_left(self, total: int) -> float | None:
        """Seconds until `total` steps are done; None while too little is known."""
        pace = self.a_second
        return None if pace is None else max(total - self._points[-1][1], 0) / pace


def pace_text(a_second: float) -> str:
    """Steps a second in English, or a minute where they are few."""
    return f"{a_second:.0f} a second" if a_second >= 1 else f"{60 * a_second:.0f} a minute"
