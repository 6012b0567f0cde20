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
 * The output of the demo: headings, and stack events as they happen, each with the time that has passed for the stack.
 * If the output is live, the present resources are shown beneath them. Colours appear only if the output supports them.
 */
final class Screen implements StackEventListener {
    private static final int WIDEST = 118;
    private static final String INDENT = "            ";
    /** The length up to which a reason is shown in the line of its event. */
    private static final int BRIEF = 30;

    private final TerminalOutput output;
    private final Clock clock;
    private final LiveArea area;
    private final ResourceTable resources;
    private final Map<String, LastMessage> shown = new HashMap<>();
    private Instant sceneStart;
    /**
     * The size of the terminal and the line beneath the resources, both as of the last {@link #draw}. The size is
     * unlimited if the output is not live.
     */
    private Size size;

    private String about = "";

    /** @param area the live area of {@code output} */
    Screen(TerminalOutput output, LiveArea area, Clock clock) {
        this.output = output;
        this.area = area;
        this.clock = clock;
        resources = new ResourceTable(output);
        sceneStart = clock.instant();
        size = output.live() ? Size.now() : Size.UNLIMITED;
    }

    /** Begins a new scene. The time of events restarts at 0. */
    synchronized void scene(String title) {
        sceneStart = clock.instant();
        print(List.of(
                "", output.in(BOLD, title), output.in(DIM, row("time", "status", "logical id", "type", "reason"))));
    }

    synchronized void say(String text) {
        print(DisplayText.wrap(text, width()));
    }

    /** Shows a message about something outside of the stacks. */
    synchronized void aside(String text) {
        print(List.of(output.in(YELLOW, INDENT + text)));
    }

    /**
     * Redraws the resources in their present state.
     *
     * @param newSize the size of the terminal
     * @param newAbout the line beneath the resources
     */
    synchronized void draw(Size newSize, String newAbout) {
        size = newSize;
        about = newAbout;
        print(List.of());
    }

    /** Prints lines that stay, and redraws the resources beneath them. */
    private void print(List<String> lines) {
        area.draw(lines, resources.lines(clock.instant(), size, about), size);
    }

    /** The greatest length of a line. */
    private int width() {
        // Some terminals wrap a line that fills the last column.
        return Math.min(WIDEST, size.columns() - 1);
    }

    synchronized void table(List<Claim> claims) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(output.in(BOLD, "Claims and the evidence for each"));
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

    /**
     * Shows a handler's message while it waits. A message that differs only in its numbers is shown only every few
     * minutes.
     */
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

    /** A handler's last message, without its numbers. */
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
