"""What a figure is drawn on: the elements of an SVG, text escaped, numbers short."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from timetax.render.figures.style import CSS_ALONE, FONT, PAPER, TEXT, Ink
from timetax.render.figures.words import plain

NAMESPACE = "http://www.w3.org/2000/svg"
MUTED = "0.74"
FAINT = "0.28"
HATCHED = "hatched"

INHERITED = (
    *("fill", "fill-opacity", "class", "stroke", "stroke-opacity", "stroke-width"),
    *("font-size", "font-weight", "text-anchor", "pointer-events"),
)
"""What elements that follow one another say once, in a group around them."""


class Paper:
    """Takes rectangles, lines, dots and text; coordinates grow to the right and downwards.

    Args:
        size: of text, in units.
        width: how wide it is.
        height: where it ends, for what can be as high as there is room; None for any height.
        airy: how many times as thick rows are, and the room between them, as they need be.
        tips: whether what is pointed at says what it is.
    """

    def __init__(
        self,
        size: float,
        width: float,
        height: float | None = None,
        airy: float = 1.0,
        *,
        tips: bool = True,
    ) -> None:
        self.airy = airy
        self.tips = tips
        self.size = size
        self.width = width
        self.height = height
        self._drawn = ET.Element("g")
        self._guides: ET.Element | None = None
        self._hatches: set[str] = set()

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        bold: bool = False,
        muted: bool = False,
        size: float | None = None,
    ) -> None:
        """Write words on the line at `y`, from, around or up to `x`."""
        about = {"x": number(x)} if number(x) != "0" else {}
        about |= {"y": number(y)}
        about |= {"font-size": number(size)} if size and size != self.size else {}
        about |= {"text-anchor": anchor} if anchor != "start" else {}
        about |= {"font-weight": "700"} if bold else {}
        about |= {"fill-opacity": MUTED} if muted else {}
        ET.SubElement(self._drawn, "text", about).text = plain(words)

    def bar(
        self, x: float, y: float, width: float, height: float, ink: Ink, tip: str | None = None
    ) -> None:
        """Fill a rectangle; only nothing is thinner than a hair."""
        place = {"x": number(x), "y": number(y), "width": number(max(width, 0.8))}
        place |= {"height": number(height)}
        self._tipped("rect", place | _filled(ink), tip)
        if ink.hatch:
            self._hatches.add(ink.hatch)
            unseen = {HATCHED: ink.hatch, "pointer-events": "none"}
            ET.SubElement(self._drawn, "rect", place | unseen)

    def line(
        self, points: Sequence[tuple[float, float]], ink: Ink | None = None, thick: float = 1.0
    ) -> None:
        """Draw a line through points, in an ink or as thin as what only guides the eye."""
        if ink is None:
            self._guide(points)
            return
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        about = {"points": path, "fill": "none", "stroke-width": number(thick)}
        ET.SubElement(
            self._drawn, "polyline", about | {"stroke": ink.color, "class": f"l-{ink.name}"}
        )

    def _guide(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw a thin line, below all else; they are one path, for there are many."""
        if self._guides is None:
            about = {"d": "", "fill": "none", "stroke": "currentColor", "stroke-opacity": FAINT}
            self._guides = ET.Element("path", about)
            self._drawn.insert(0, self._guides)
        (x, y), *others = points
        path = f"M{number(x)},{number(y)}"
        for across, down in others:
            turn = f"V{number(down)}" if across == x else f"L{number(across)},{number(down)}"
            path += f"H{number(across)}" if down == y else turn
            x, y = across, down
        self._guides.set("d", self._guides.get("d", "") + path)

    def dot(self, x: float, y: float, radius: float, ink: Ink, tip: str | None = None) -> None:
        """Draw the shape of an ink around a point."""
        r = radius
        if ink.shape in ("circle", "ring"):
            self._tipped(
                "circle", {"cx": number(x), "cy": number(y), "r": number(r)} | _filled(ink), tip
            )
            if ink.shape == "ring":
                hole = {"cx": number(x), "cy": number(y), "r": number(r * 0.5)}
                ET.SubElement(self._drawn, "circle", hole | {"fill": PAPER, "class": "f-paper"})
            return
        corners = {
            "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
            "triangle": [(0, -1.2 * r), (1.15 * r, r), (-1.15 * r, r)],
            "diamond": [(0, -1.3 * r), (1.3 * r, 0), (0, 1.3 * r), (-1.3 * r, 0)],
            "bar": [(-r / 3, -1.4 * r), (r / 3, -1.4 * r), (r / 3, 1.4 * r), (-r / 3, 1.4 * r)],
        }[ink.shape]
        path = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in corners)
        self._tipped("polygon", {"points": path} | _filled(ink), tip)

    def cut(self, x: float, y: float, height: float) -> None:
        """Cut a bar that ends short of its length, by a zigzag in the colour of the paper."""
        step, lean = height / 4, height / 6
        points = [(x + (lean if i % 2 else -lean), y - 1 + i * (step + 0.5)) for i in range(5)]
        path = " ".join(f"{number(px)},{number(py)}" for px, py in points)
        about = {"points": path, "fill": "none", "stroke": PAPER, "class": "l-paper"}
        ET.SubElement(self._drawn, "polyline", about | {"stroke-width": number(height / 5)})

    def _tipped(self, tag: str, about: dict[str, str], tip: str | None) -> None:
        made = ET.SubElement(self._drawn, tag, about)
        if tip and self.tips:
            ET.SubElement(made, "title").text = plain(tip)

    def written(
        self,
        name: str,
        box: tuple[float, float, float, float],
        title: str,
        description: str,
        *,
        alone: bool = False,
        styled: bool = True,
        told_by: str | None = None,
    ) -> str:
        """Return the SVG of what is in a box: x, y, width and height.

        Args:
            name: begins each id.
            box: what is shown.
            title: what it is, for those who do not see it.
            description: what it shows, for them.
            alone: whether it has a ground, a font and colours of its own.
            styled: whether these are also given as CSS, which makes them fit dark surroundings.
            told_by: the name of another SVG beside it that says the same, so that this need not.
        """
        root = ET.Element("svg", {"xmlns": NAMESPACE, "class": "figure", "role": "img"})
        root.attrib |= {"viewBox": " ".join(map(number, box))}
        root.attrib |= {"width": number(box[2]), "height": number(box[3])}
        root.attrib |= {"fill": "currentColor", "font-size": number(self.size)}
        about = {"title": title, "desc": description}
        told = told_by or name
        root.attrib |= {"aria-labelledby": f"{told}-title", "aria-describedby": f"{told}-desc"}
        for tag, words in () if told_by else about.items():
            ET.SubElement(root, tag, {"id": f"{name}-{tag}"}).text = plain(words)
        if alone:
            root.attrib |= {"font-family": FONT, "color": TEXT}
            if styled:
                ET.SubElement(root, "style").text = CSS_ALONE
            ground = dict(zip(("x", "y", "width", "height"), map(number, box), strict=True))
            ET.SubElement(root, "rect", ground | {"fill": PAPER, "class": "f-paper"})
        if self._hatches:
            patterns = ET.SubElement(root, "defs")
            patterns.extend(_pattern(f"{name}-{hatch}", hatch) for hatch in sorted(self._hatches))
        for each in self._drawn:
            hatch = each.attrib.pop(HATCHED, None)
            if hatch:
                each.attrib["fill"] = f"url(#{name}-{hatch})"
        root.extend(_grouped(self._drawn))
        return ET.tostring(root, encoding="unicode")


def _grouped(drawn: ET.Element) -> Iterator[ET.Element]:
    """Yield elements; what several in a row have alike is said once, in a group around them."""
    for shared, some in groupby(drawn, _shared):
        elements = list(some)
        if len(elements) == 1 or not shared:
            yield from elements
            continue
        group = ET.Element("g", dict(shared))
        for each in elements:
            each.attrib = {key: value for key, value in each.items() if key not in INHERITED}
            group.append(each)
        yield group


def _shared(element: ET.Element) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in element.items() if key in INHERITED)


def number(value: float) -> str:
    """Return a coordinate with one digit after the point, if it needs any."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _filled(ink: Ink) -> dict[str, str]:
    return {"fill": ink.color, "class": f"f-{ink.name}"}


def _pattern(name: str, hatch: str) -> ET.Element:
    about = {"id": name, "width": "7", "height": "7", "patternUnits": "userSpaceOnUse"}
    if hatch == "stripes":
        about["patternTransform"] = "rotate(45)"
    pattern = ET.Element("pattern", about)
    white = {"fill": PAPER, "class": "f-paper"}
    if hatch == "dots":
        ET.SubElement(pattern, "circle", {"cx": "3.5", "cy": "3.5", "r": "1.4"} | white)
        return pattern
    if hatch in ("stripes", "lines", "crosses"):
        ET.SubElement(pattern, "rect", {"width": "7", "height": "1.8"} | white)
    if hatch == "crosses":
        ET.SubElement(pattern, "rect", {"width": "1.8", "height": "7"} | white)
    return pattern
