"""What came out of the runs: a table for people, the generated part of docs/performance.md, and a plot."""

import statistics

BEGIN = "<!-- start: made by bench/start -->"
END = "<!-- end of start -->"

# What is measured: its key, what it is, and how a value is written.
MEASURED = [
    ("jar", "jar, MB", "{:.2f}"),
    ("files", "files unpacked", "{:,.0f}"),
    ("init", "init, ms", "{:.0f}"),
    ("first", "first invocation, ms", "{:.1f}"),
    ("start", "init and first, ms", "{:.0f}"),
    ("warm", "warm invocation, ms", "{:.2f}"),
    ("cpu", "CPU of a cold delete, ms", "{:.0f}"),
    ("memory", "peak memory, MB", "{:.0f}"),
    ("later_memory", "the same after 50 more, MB", "{:.0f}"),
    ("classes", "classes loaded", "{:,.0f}"),
]
HEAD = ["", "stock", "ours", "hello", "ours / stock", "goal", "reached"]
PLOTTED = ["init", "first", "warm"]
COLOURS = {"stock": "#9a9a9a", "ours": "#1f6feb", "hello": "#cfcfcf"}


OF_STOCK = " of stock"


class Results:
    """
    The values of each package by what was measured, and what was wanted of ours: goals, and bounds that are held. Times
    are held as parts of stock's in the same run, since machines differ.
    """

    def __init__(self, values, wanted):
        self._values = values
        self._goals = wanted["goals"]
        self._bounds = wanted["bounds"]

    def median(self, package, key):
        return statistics.median(self._values[package][key])

    def quartiles(self, package, key):
        """The first and the third; the value itself where there is but one."""
        values = self._values[package][key]
        if len(values) == 1:
            return values[0], values[0]
        first, _, third = statistics.quantiles(values, n=4, method="inclusive")
        return first, third

    def ratio(self, key):
        return self.median("ours", key) / self.median("stock", key)

    def broken(self):
        """A sentence for each bound that does not hold."""
        return [
            f"{name}: {self.median('ours', key):.4g}, or {self.ratio(key):.3g} of stock's, and the bound is {self._bounds[key]}"
            for key, name, _ in MEASURED
            if key in self._bounds and not self._within(key, self._bounds[key])
        ]

    def missed(self):
        """What has not reached its goal yet."""
        return [name for key, name, _ in MEASURED if key in self._goals and not self._within(key, self._goals[key])]

    def rows(self):
        """The table, without its head."""
        return [self._row(key, name, form) for key, name, form in MEASURED]

    def _row(self, key, name, form):
        cells = [name, *(self._cell(package, key, form) for package in self._values), f"{self.ratio(key):.2f}"]
        if key not in self._goals:
            return [*cells, "", ""]
        goal = self._goals[key]
        return [*cells, goal if isinstance(goal, str) else f"{goal:,g}", "yes" if self._within(key, goal) else "no"]

    def _cell(self, package, key, form):
        median = form.format(self.median(package, key))
        first, third = (form.format(each) for each in self.quartiles(package, key))
        return median if first == third else f"{median} ({first}-{third})"

    def _within(self, key, limit):
        """Whether our value is at most so much, or so much of stock's."""
        if isinstance(limit, str):
            return self.ratio(key) <= float(limit.removesuffix(OF_STOCK))
        return self.median("ours", key) <= limit


def plain(rows):
    """The table for a terminal."""
    rows = [HEAD, *rows]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(
        "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths)))
        for row in rows)


def markdown(rows):
    lines = [HEAD, ["---", *["---:"] * (len(HEAD) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_page(page, text):
    """Puts the text between the markers of the page."""
    before, rest = page.read_text().split(BEGIN)
    _, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def plot(results, packages):
    """Medians as bars and quartiles as lines, each panel with a scale of its own, as SVG."""
    bar, gap, label, width, panel = 18, 6, 44, 190, 300
    height = 40 + len(packages) * (bar + gap)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {panel * len(PLOTTED)} {height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    names = {key: (name, form) for key, name, form in MEASURED}
    for i, key in enumerate(PLOTTED):
        name, form = names[key]
        left = i * panel + label + 8
        scale = width / max(results.quartiles(package, key)[1] for package in packages)
        parts.append(f'<text x="{left}" y="20" font-weight="bold">{name}</text>')
        for j, package in enumerate(packages):
            top = 32 + j * (bar + gap)
            median = results.median(package, key)
            first, third = (left + each * scale for each in results.quartiles(package, key))
            middle, base = top + bar / 2, top + bar - 5
            parts += [
                f'<text x="{left - 6}" y="{base}" text-anchor="end">{package}</text>',
                f'<rect x="{left}" y="{top}" width="{median * scale:.1f}" height="{bar}" fill="{COLOURS[package]}"/>',
                f'<path d="M{first:.1f} {middle}H{third:.1f}M{first:.1f} {top + 4}v{bar - 8}M{third:.1f} {top + 4}v{bar - 8}" '
                'stroke="black" fill="none"/>',
                f'<text x="{max(third, left + median * scale) + 6:.1f}" y="{base}">{form.format(median)}</text>',
            ]
    return "\n".join([*parts, "</svg>", ""])
