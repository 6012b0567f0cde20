"""Opens reports in Chromium, and holds what it shows to what is in them.

    tools/python browser python tools/check-report.py CHROMIUM [--record] REPORT...

Offline: a request for anything but the page itself fails the check, and so does a line in the console or an exception.
Everything recorded has to be drawn, and the details have to come by mouse and by keyboard. With --record the first report,
which is the demo's, gives docs/report.png.
"""

import json
import os
import sys
from pathlib import Path

import script_options

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURE = Path("docs/report.png")
PICTURE_SIZE = {"width": 1180, "height": 1000}
PICTURE_BYTES = 250_000


class Mismatch(Exception):
    """The page does not show what it should."""


def demand(what, expected, found):
    if expected != found:
        raise Mismatch(f"{what}: {found!r} instead of {expected!r}")


def expected_counts(recording):
    """How many elements there have to be, by CSS selector."""
    resources = [resource for stack in recording["stacks"] for resource in stack["resources"]]
    invocations = [invocation for resource in resources for invocation in resource["invocations"]]
    statuses = [status for resource in resources for point in resource["points"] for status in point["statuses"]]
    return {
        "section.stack": len(recording["stacks"]),
        "tr.event": sum(len(stack["events"]) for stack in recording["stacks"]),
        ".item.invocation": len(invocations),
        ".item.call": sum(len(invocation["calls"]) for invocation in invocations),
        ".item.status": sum(status["status"] != "" for status in statuses),
        "#checks tbody tr": len(recording["checks"]),
    }


def check_counts(page, recording):
    for selector, expected in expected_counts(recording).items():
        if expected == 0:
            raise Mismatch(f"nothing is recorded for {selector}: this report shows too little to check")
        demand(f"number of {selector}", expected, page.locator(selector).count())
    if page.locator(".item.wait").count() == 0:
        raise Mismatch("no wait is drawn")


def check_mouse(page, recording):
    """Pointing at an invocation shows what its handler said, and at an event where in the timeline it is."""
    invocation = invocation_on_top(recording)
    page.locator(".item.invocation").last.hover()
    shown = page.locator("#tooltip").inner_text()
    for text in (invocation["action"], invocation["status"], invocation["message"]):
        if text not in shown:
            raise Mismatch(f"the tooltip lacks {text!r}: {shown!r}")
    page.locator("tr.event").first.hover()
    demand("the tooltip elsewhere", True, page.locator("#tooltip").is_hidden())
    if float(page.locator(".mark").first.get_attribute("x1")) < 0:
        raise Mismatch("an event that is pointed at is not marked in the timeline")


def invocation_on_top(recording):
    """The one that is drawn last: those that failed cover the others."""
    resource = recording["stacks"][-1]["resources"][-1]
    return sorted(resource["invocations"], key=lambda invocation: invocation["status"] == "FAILED")[-1]


def check_keyboard(page):
    """The arrow keys lead from thing to thing, and the panel tells each."""
    stack = page.locator("section.stack").first
    stack.locator(".item[tabindex='0']").focus()
    told = set()
    for _ in range(5):
        told.add(stack.locator(".panel strong").inner_text())
        page.keyboard.press("ArrowDown")
    if len(told) < 3:
        raise Mismatch(f"the arrow keys lead nowhere: {told}")


def check_zoom(page, recording):
    """Zooming in leaves less in view, and "All" brings back everything."""
    stack = page.locator("section.stack").first
    everything = stack.locator(".item").count()
    for _ in range(4):
        stack.get_by_role("button", name="Zoom in").click()
    if not stack.locator(".item").count() < everything:
        raise Mismatch("zooming in hides nothing")
    stack.get_by_role("button", name="Show all").click()
    check_counts(page, recording)


def record(page):
    """The picture of the documents: the delete that failed, with what AWS Backup says about the recovery point."""
    page.set_viewport_size(PICTURE_SIZE)
    stack = page.locator("section.stack", has=page.locator(".event.bad"))
    for button in ["Zoom in"] * 2 + ["Later"] * 4:
        stack.get_by_role("button", name=button).click()
    page.locator("#failures button").first.click()
    stack.locator(".item.status.bad").click()
    stack.screenshot(path=PICTURE)
    size = PICTURE.stat().st_size
    if size > PICTURE_BYTES:
        raise Mismatch(f"{PICTURE} has {size} bytes, more than {PICTURE_BYTES}")


def check(browser, report, picture):
    wrong = []
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"exception: {error}"))
    address = report.resolve().as_uri()
    page.on("request", lambda request: request.url == address or wrong.append(f"request: {request.url}"))
    page.goto(address)
    page.locator(".item.invocation").first.wait_for()
    recording = json.loads(page.locator("#recording").text_content())
    check_counts(page, recording)
    check_mouse(page, recording)
    check_keyboard(page)
    check_zoom(page, recording)
    if picture:
        record(page)
    if wrong:
        raise Mismatch("; ".join(wrong))
    context.close()


def main(chromium, reports, picture):
    # Here, so that wrong arguments are refused without it.
    from playwright.sync_api import sync_playwright

    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        # A profile of its own, new and empty, is what Playwright gives each browser.
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS + root)
        for number, report in enumerate(reports):
            try:
                check(browser, report, picture and number == 0)
            except Mismatch as mismatch:
                sys.exit(f"{report}: {mismatch}")
            print(f"{report}: everything is shown")
        browser.close()


if __name__ == "__main__":
    parser = script_options.Options("check-report.py", "The head of tools/check-report.py")
    parser.add_argument("CHROMIUM", type=script_options.file)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("REPORT", nargs="+", type=script_options.file)
    given = parser.parse_args()
    main(given.CHROMIUM, [Path(report) for report in given.REPORT], given.record)
