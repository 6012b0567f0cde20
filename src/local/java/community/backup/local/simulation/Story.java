package community.backup.local.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What happened in a life, in plain words: who did what when. Told only where somebody listens. */
final class Story {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:[0-9]*:([-A-Za-z0-9_.:/]+)");
    private static final Pattern UUID =
            Pattern.compile("([0-9A-Fa-f]{8})-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    private static final int MEMORY = 8;

    private final Clock clock;
    private final Instant start;
    private final boolean told;
    private final BiConsumer<String, String> listener;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Deque<String>> latest = new HashMap<>();
    private int alike;

    /**
     * @param told whether it is written down
     * @param listener hears of all that is told: who, and what
     */
    Story(Clock clock, boolean told, BiConsumer<String, String> listener) {
        this.clock = clock;
        this.start = clock.instant();
        this.told = told;
        this.listener = listener;
    }

    /** Tells that somebody did something. What is like one of the last things that the same one did is only counted. */
    void tell(String who, Supplier<String> what) {
        if (!told) {
            return;
        }
        String text = brief(what.get());
        listener.accept(who, text);
        Deque<String> before = latest.computeIfAbsent(who, key -> new ArrayDeque<>());
        String shape = text.replaceAll("[0-9]+( min| s| h)?", "#").replaceAll("(# )+", "# ");
        if (before.contains(shape)) {
            alike++;
            return;
        }
        before.addLast(shape);
        if (before.size() > MEMORY) {
            before.removeFirst();
        }
        if (alike > 0) {
            lines.add(" ".repeat(17) + "(and " + alike + " more such lines)");
            alike = 0;
        }
        Duration since = Duration.between(start, clock.instant());
        lines.add("%3d d %02d:%02d:%02d  %-18s %s"
                .formatted(
                        since.toDays(), since.toHoursPart(), since.toMinutesPart(), since.toSecondsPart(), who, text));
    }

    /** With what ARNs and ids have of their own, and no more. */
    private static String brief(String text) {
        return UUID.matcher(ARN.matcher(text).replaceAll("$1:$2")).replaceAll("$1");
    }

    List<String> lines() {
        return lines;
    }
}
