package community.backup.local.demo;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the person sees: headings, and stack events as they happen, each with the time that has passed for the stack. In
 * colour only where asked.
 */
final class Screen implements StackEventListener {
    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String DIM = "2";
    private static final int WIDTH = 118;
    private static final String INDENT = "            ";
    /** A reason of so many characters fits beside its event. */
    private static final int BRIEF = 30;

    private final PrintStream out;
    private final boolean colour;
    private final Clock clock;
    private final Map<String, Progress> shown = new HashMap<>();
    private Instant sceneStart;

    Screen(PrintStream out, boolean colour, Clock clock) {
        this.out = out;
        this.colour = colour;
        this.clock = clock;
        sceneStart = clock.instant();
    }

    /** Begins a new part, from which time counts anew. */
    void scene(String title) {
        sceneStart = clock.instant();
        out.println();
        out.println(in(BOLD, title));
        out.println(in(DIM, row("time", "status", "logical id", "type", "reason")));
    }

    void say(String text) {
        wrap(text, WIDTH).forEach(out::println);
    }

    /** Says something that happens outside of the stacks. */
    synchronized void aside(String text) {
        out.println(in(YELLOW, INDENT + text));
    }

    void table(List<Claim> claims) {
        out.println();
        out.println(in(BOLD, "What was claimed, and what it was checked against"));
        for (Claim claim : claims) {
            String mark = claim.held() ? in(GREEN, "holds ") : in(RED, "FAILED");
            out.printf("  %s  %d  %-60s %s%n", mark, claim.scene(), claim.what(), in(DIM, claim.against()));
            if (!claim.held()) {
                out.println(in(RED, INDENT + "seen: " + claim.seen()));
            }
        }
        long held = claims.stream().filter(Claim::held).count();
        out.printf("%n%s%n", in(held == claims.size() ? GREEN : RED, held + " of " + claims.size() + " claims held."));
    }

    @Override
    public synchronized void happened(StackEvent event) {
        shown.remove(event.logicalId());
        boolean brief = event.reason().length() <= BRIEF;
        String line = row(
                elapsed(event.timestamp()),
                event.status(),
                event.logicalId(),
                event.resourceType(),
                brief ? event.reason() : "");
        out.println(in(colourOf(event.status()), line));
        if (!brief) {
            wrap(event.reason(), WIDTH - INDENT.length()).forEach(part -> out.println(INDENT + part));
        }
    }

    /** Shows what a handler says while it waits, but the same with other numbers only every few minutes. */
    @Override
    public synchronized void progressed(Instant timestamp, String stackName, String logicalId, String message) {
        Progress now = new Progress(timestamp, message.replaceAll("([0-9]+([.][0-9]+)? (%|h|min|s) ?)+", "#"));
        Progress before = shown.get(logicalId);
        if (before == null || now.isNewsAfter(before)) {
            shown.put(logicalId, now);
            String line = String.format("%8s    %s: %s", elapsed(timestamp), logicalId, abbreviated(message));
            out.println(in(DIM, line.length() > WIDTH ? line.substring(0, WIDTH - 2) + ".." : line));
        }
    }

    /** When the next look is shows by itself, and of long ids the ends are enough. */
    private static String abbreviated(String message) {
        return message.replaceAll(", next look in .*", "")
                .replaceAll("arn:[^ ]*[:/]([^:/ ])", "$1")
                .replaceAll("([0-9A-Fa-f]{8})(-[0-9A-Fa-f]{4,12}){4}", "$1");
    }

    /** What a handler said, without the numbers in it. */
    private record Progress(Instant time, String gist) {
        private static final Duration REMINDER = Duration.ofMinutes(4);

        boolean isNewsAfter(Progress before) {
            return !gist.equals(before.gist) || time.isAfter(before.time.plus(REMINDER));
        }
    }

    private String elapsed(Instant time) {
        Duration passed = Duration.between(sceneStart, time);
        return String.format("%d:%02d:%02d", passed.toHours(), passed.toMinutesPart(), passed.toSecondsPart());
    }

    private static String row(String time, String status, String logicalId, String type, String reason) {
        return String.format("%8s  %-20s %-17s %-33s %s", time, status, logicalId, type, reason)
                .stripTrailing();
    }

    private static String colourOf(String status) {
        if (status.endsWith("_FAILED") || status.contains("ROLLBACK")) {
            return RED;
        }
        return status.endsWith("_COMPLETE") ? GREEN : "0";
    }

    private String in(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static List<String> wrap(String text, int width) {
        return text.replaceAll("(.{1," + width + "})(\\s+|$)", "$1\n").lines().toList();
    }
}
