"""Draws a recording of a terminal as an animated picture: SVG and CSS alone, which pages show by <img>."""

from itertools import groupby
from xml.sax.saxutils import escape

# Pixels of a character, of the letters in it, from its top to the line that letters stand on, and around the screen.
WIDTH, HEIGHT, FONT, BASELINE, MARGIN = 8.4, 18, 14, 13, 14
# Seconds that a frame lasts at least, and the last one.
FRAME, END = 0.3, 6
COLOURS = {"default": "#d8dee9", "brightblack": "#8b95a7", "red": "#ff7b72", "green": "#7ee787", "brown": "#e3b341"}
BACKGROUND, BORDER = "#161b22", "#6e7681"


def svg(recording):
    """The picture; its rows are there once each, however many frames show them."""
    frames = list(film(recording))
    rows = {row: f"r{number}" for number, row in enumerate(dict.fromkeys(row for _, lines in frames for row in lines if row))}
    width, height = recording.columns * WIDTH, recording.lines * HEIGHT
    total = frames[-1][0] + END
    steps = "".join(f"{100 * when / total:.3f}%{{transform:translateY({-number * height}px)}}" for number, (when, _) in enumerate(frames))
    colours = "".join(f".{name}{{fill:{colour}}}" for name, colour in COLOURS.items())
    last = -(len(frames) - 1) * height
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 2 * MARGIN:g} {height + 2 * MARGIN:g}">',
            "<style>",
            f"text{{font:{FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}",
            f"{colours}.bold{{font-weight:bold}}",
            f"@keyframes film{{{steps}}}",
            f".film{{animation:film {total:.2f}s step-end infinite}}",
            f"@media (prefers-reduced-motion:reduce){{.film{{animation:none;transform:translateY({last}px)}}}}",
            "</style>",
            f'<rect x="1" y="1" width="{width + 2 * MARGIN - 2:g}" height="{height + 2 * MARGIN - 2:g}" rx="8"'
            f' fill="{BACKGROUND}" stroke="{BORDER}"/>',
            "<defs>",
            *(f'<g id="{name}">{"".join(map(drawn, row))}</g>' for row, name in rows.items()),
            "</defs>",
            f'<svg x="{MARGIN}" y="{MARGIN}" width="{width:g}" height="{height:g}"><g class="film">',
            *(
                f'<use href="#{rows[row]}" y="{number * height + line * HEIGHT}"/>'
                for number, (_, lines) in enumerate(frames)
                for line, row in enumerate(lines)
                if row
            ),
            "</g></svg>",
            "</svg>\n",
        ]
    )


def film(recording):
    """The frames that differ: pairs of a time and what the lines hold; of those that follow too fast the last."""
    held = None
    for when, screen in recording.screens():
        lines = [tuple(runs(screen, line)) for line in range(recording.lines)]
        if held and when - held[0] >= FRAME:
            yield held
            held = None
        if held is None:
            held = (when, lines)
        held = (held[0], lines)
    if held:
        yield held


def runs(screen, line):
    """The texts of a line: the column that each begins in, its style, and the text."""
    cells = [screen.buffer[line][column] for column in range(screen.columns)]
    column = 0
    for (colour, bold), run in groupby(cells, key=lambda cell: (cell.fg, cell.bold)):
        text = "".join(cell.data for cell in run)
        if text.strip():
            start = column + len(text) - len(text.lstrip())
            yield start, f"{colour} bold" if bold else colour, text.strip()
        column += len(text)


def drawn(run):
    # The length lets the columns stand under each other in any font.
    column, style, text = run
    length = f' textLength="{len(text) * WIDTH:g}"' if len(text) > 1 else ""
    return f'<text x="{column * WIDTH:g}" y="{BASELINE}" class="{style}"{length}>{escape(text)}</text>'
