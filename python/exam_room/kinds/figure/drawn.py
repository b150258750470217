"""What the fixture `figure` gives: a drawing whose artists and picture agree, and questions that a reader would ask of it."""

from collections.abc import Callable
from typing import Any

from ....window import Peer
from ..failures import WorkFailure
from . import described
from .colours import contrast, least_difference
from .described import AxesForm, Bar, Line, Points
from .picture import decode
from .reading import Reader, seen


class Axes:
    """One pair of axes: the description, and the picture that agrees with it."""

    def __init__(self, form: AxesForm, pixels: Any) -> None:
        self._reader = Reader(pixels, form)
        self._reader.check()
        self.form = form
        self.title = form.title.strip()
        self.x_label, self.y_label = (each.strip() for each in form.labels)
        self.x_scale, self.y_scale = form.scales
        self.legend = form.legend

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, in drawing order; those of helpers (labels that begin with `_child`) too."""
        return self.form.lines

    @property
    def points(self) -> tuple[Points, ...]:
        """The groups of points."""
        return self.form.points

    def line(self, label: str) -> Line:
        """The one line with this label; fails when there is none, or several."""
        found = [line for line in self.form.lines if line.label == label]
        if len(found) != 1:
            raise WorkFailure(f"there are {len(found)} lines labelled `{label}`", got=[line.label for line in self.form.lines])
        return found[0]

    def bars(self) -> dict[str, float]:
        """The ends of the bars as the *picture* shows them, by the label of the tick below them; fails without such labels."""
        values: dict[str, float] = {}
        for bar in self.form.bars:
            name = self._tick_below(bar)
            if name in values:
                raise WorkFailure(f"two bars stand at `{name}`")
            values[name] = self._reader.bar_value(bar)
        return values

    def need_bars(self, expected: dict[str, float], in_order: bool = True) -> None:
        """Fail unless these bars are there, from left to right, as exactly as pixels can show."""
        values = self.bars()
        names = [name for _, name in sorted((bar.x, self._tick_below(bar)) for bar in self.form.bars)]
        if (names if in_order else sorted(names)) != (list(expected) if in_order else sorted(expected)):
            raise WorkFailure("the bars are not those that were asked for", got=names, expected=list(expected))
        for name, value in expected.items():
            if abs(values[name] - value) > self.pixel * 4:
                raise WorkFailure(f"the bar of `{name}` has another height", got=round(values[name], 3), expected=round(value, 3))

    @property
    def pixel(self) -> float:
        """How much of the vertical data one pixel is (in the middle, for a logarithmic scale)."""
        middle = (self.form.box[1] + self.form.box[3]) / 2
        return abs(self.form.value_at(middle) - self.form.value_at(middle + 1))

    def need_zero(self) -> None:
        """Fail unless bars begin at zero on a linear axis: else their lengths lie (lie factor, Tufte 1983)."""
        low, high = sorted(self.form.limits[1])
        if self.form.scales[1] != "linear" or low > 0 or high < 0 or any(bar.y != 0 for bar in self.form.bars):
            raise WorkFailure("bars do not begin at zero, so their lengths do not show their values", got=list(self.form.limits[1]))

    def lie_factor(self) -> float:
        """How many times the picture overstates the ratio of the largest to the smallest bar (Tufte 1983)."""
        foot = min(max(0.0, min(self.form.limits[1])), max(self.form.limits[1]))
        ends = [bar.y + bar.height for bar in self.form.bars if bar.height > 0]
        shown = [value - foot for value in ends if value > foot]
        if len(shown) < 2 or len(shown) < len(ends):
            raise WorkFailure("fewer than two bars can be compared by their lengths")
        return (max(shown) / min(shown)) / (max(ends) / min(ends))

    def need_words(self, title: bool = True, labels: bool = True) -> None:
        """Fail unless there are a title and a label on each axis."""
        missing = [name for name, text in (("title", self.title), ("x label", self.x_label), ("y label", self.y_label)) if not text]
        wanted = [name for name in missing if (title if name == "title" else labels)]
        if wanted:
            raise WorkFailure(f"there is no {' and no '.join(wanted)}")

    def need_told_apart(self, least: float = 20.0) -> None:
        """Fail when two series have colours that someone cannot tell apart; see `colours`."""
        series = {line.label: line.colour for line in self.form.lines if not line.label.startswith("_")}
        series |= {bar.label: bar.colour for bar in self.form.bars if not bar.label.startswith("_")}
        series |= {each.label: each.colours[0] for each in self.form.points if each.colours and not each.label.startswith("_")}
        found = least_difference([seen(colour, self._reader.background) / 255 for colour in series.values()])
        if found < least:
            raise WorkFailure("two series have colours that not everybody can tell apart", got=round(found, 1), expected=f"at least {least:g}")

    def need_contrast(self, least: float = 3.0) -> None:
        """Fail when an artist hardly stands out from its background; 3 is the least for graphics (WCAG 2.2, 1.4.11)."""
        colours = [line.colour for line in self.form.lines] + [bar.colour for bar in self.form.bars]
        colours += [colour for each in self.form.points for colour in each.colours]
        for colour in colours:
            found = contrast(seen(colour, self._reader.background) / 255, self._reader.background / 255)
            if found < least:
                raise WorkFailure("an artist hardly stands out from its background", got=round(found, 2), expected=f"at least {least:g}")

    def _tick_below(self, bar: Bar) -> str:
        middle = bar.x + bar.width / 2
        near = [text for place, text in self.form.ticks[0] if abs(place - middle) <= abs(bar.width) / 2 + 1e-9 and text.strip()]
        if len(near) != 1:
            raise WorkFailure("a bar has no tick label of its own")
        return near[0].strip()


class Figure:
    """The window of one run."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    def draw(self, function: Callable[..., Any], *args: Any, **keywords: Any) -> tuple[Axes, ...]:
        """Let the submission draw, check that artists and picture agree, and return the axes."""
        answer = self._peer.ask("draw_figure", function, args, keywords)
        if type(answer) is not tuple or len(answer) != 2:
            raise WorkFailure("no figure came back")
        width, height, axes = described.read(answer[0])
        pixels = decode(answer[1], width, height)
        return tuple(Axes(form, pixels) for form in axes)

    def draw_one(self, function: Callable[..., Any], *args: Any, **keywords: Any) -> Axes:
        """As `draw`, for a figure that must have one pair of axes."""
        axes = self.draw(function, *args, **keywords)
        if len(axes) != 1:
            raise WorkFailure(f"the figure has {len(axes)} pairs of axes, one was asked for")
        return axes[0]
