package community.backup.local.demo;

import static community.backup.local.terminal.Style.BOLD;
import static community.backup.local.terminal.Style.DIM;
import static community.backup.local.terminal.Style.GREEN;
import static community.backup.local.terminal.Style.RED;
import static community.backup.local.terminal.Style.YELLOW;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.terminal.LiveArea;
import community.backup.local.terminal.Size;
import community.backup.local.terminal.TerminalOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the person sees: headings, and stack events as they happen, each with the time that has passed for the stack; beneath
 * them, where the output is live, the resources as they are now. In colour only where asked.
 */
final class Screen implements StackEventListener {
    private static final int WIDEST = 118;
    private static final String INDENT = "            ";
    /** A reason of so many characters fits beside its event. */
    private static final int BRIEF = 30;

    private final TerminalOutput output;
    private final Clock clock;
    private final LiveArea area;
    private final ResourceTable resources;
    private final Map<String, LastMessage> shown = new HashMap<>();
    private Instant sceneStart;
    /** Of the terminal, if it is one; and what stands beneath the resources. Both as they were last told. */
    private Size size;

    private String about = "";

    /** @param area of {@code output} */
    Screen(TerminalOutput output, LiveArea area, Clock clock) {
        this.output = output;
        this.area = area;
        this.clock = clock;
        resources = new ResourceTable(output);
        sceneStart = clock.instant();
        size = output.live() ? Size.now() : Size.UNLIMITED;
    }

    /** Begins a new part, from which time counts anew. */
    synchronized void scene(String title) {
        sceneStart = clock.instant();
        print(List.of(
                "", output.in(BOLD, title), output.in(DIM, row("time", "status", "logical id", "type", "reason"))));
    }

    synchronized void say(String text) {
        print(DisplayText.wrap(text, width()));
    }

    /** Says something that happens outside of the stacks. */
    synchronized void aside(String text) {
        print(List.of(output.in(YELLOW, INDENT + text)));
    }

    /**
     * Draws the resources anew, as they are now.
     *
     * @param newSize the terminal's
     * @param newAbout what stands beneath them
     */
    synchronized void draw(Size newSize, String newAbout) {
        size = newSize;
        about = newAbout;
        print(List.of());
    }

    /** Prints lines that stay, and draws the resources anew beneath them. */
    private void print(List<String> lines) {
        area.draw(lines, resources.lines(clock.instant(), size, about), size);
    }

    /** How long a line may be. */
    private int width() {
        // A terminal that is full to its last column wraps in its own way.
        return Math.min(WIDEST, size.columns() - 1);
    }

    synchronized void table(List<Claim> claims) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(output.in(BOLD, "What was claimed, and what it was checked against"));
        for (Claim claim : claims) {
            String mark = claim.held() ? output.in(GREEN, "holds ") : output.in(RED, "FAILED");
            lines.add(String.format(
                    "  %s  %d  %-60s %s", mark, claim.scene(), claim.what(), output.in(DIM, claim.against())));
            if (!claim.held()) {
                lines.add(output.in(RED, INDENT + "seen: " + claim.seen()));
            }
        }
        long held = claims.stream().filter(Claim::held).count();
        lines.add("");
        lines.add(output.in(held == claims.size() ? GREEN : RED, held + " of " + claims.size() + " claims held."));
        print(lines);
    }

    @Override
    public synchronized void happened(StackEvent event) {
        shown.remove(event.logicalId());
        resources.happened(event);
        boolean brief = event.reason().length() <= BRIEF;
        String line = row(
                elapsed(event.timestamp()),
                event.status(),
                event.logicalId(),
                event.resourceType(),
                brief ? event.reason() : "");
        List<String> lines = new ArrayList<>();
        lines.add(output.in(DisplayText.styleOf(event.status()), line));
        if (!brief) {
            DisplayText.wrap(event.reason(), width() - INDENT.length()).forEach(part -> lines.add(INDENT + part));
        }
        print(lines);
    }

    /** Shows what a handler says while it waits, but the same with other numbers only every few minutes. */
    @Override
    public synchronized void progressed(Instant timestamp, String stackName, String logicalId, String message) {
        ProgressMessage progress = ProgressMessage.of(message);
        resources.progressed(timestamp, logicalId, progress);
        LastMessage now = new LastMessage(timestamp, progress.withoutNumbers());
        LastMessage before = shown.get(logicalId);
        if (before == null || now.isNewsAfter(before)) {
            shown.put(logicalId, now);
            String line = String.format("%8s    %s: %s", elapsed(timestamp), logicalId, progress.text());
            print(List.of(output.in(DIM, DisplayText.cut(line, width()))));
        }
    }

    /** What a handler said, without the numbers in it. */
    private record LastMessage(Instant time, String withoutNumbers) {
        private static final Duration REMINDER = Duration.ofMinutes(4);

        boolean isNewsAfter(LastMessage before) {
            return !withoutNumbers.equals(before.withoutNumbers) || time.isAfter(before.time.plus(REMINDER));
        }
    }

    private String elapsed(Instant time) {
        return DisplayText.clock(Duration.between(sceneStart, time));
    }

    private static String row(String time, String status, String logicalId, String type, String reason) {
        return String.format("%8s  %-20s %-17s %-33s %s", time, status, logicalId, type, reason)
                .stripTrailing();
    }
}
