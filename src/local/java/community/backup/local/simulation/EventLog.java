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

/**
 * The events of a life as text, each with its actor and time. It is empty unless it is enabled, because most lives need
 * no log.
 */
final class EventLog {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:[0-9]*:([-A-Za-z0-9_.:/]+)");
    private static final Pattern UUID =
            Pattern.compile("([0-9A-Fa-f]{8})-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    private static final int REMEMBERED_ACTIONS = 8;

    private final Clock clock;
    private final Instant start;
    private final boolean enabled;
    private final BiConsumer<String, String> listener;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Deque<String>> latest = new HashMap<>();
    private int repeated;

    /**
     * @param enabled whether events are kept
     * @param listener gets the actor and the action of every event
     */
    EventLog(Clock clock, boolean enabled, BiConsumer<String, String> listener) {
        this.clock = clock;
        this.start = clock.instant();
        this.enabled = enabled;
        this.listener = listener;
    }

    /** Adds an event. If the actor did the same shortly before, apart from numbers, the event is only counted. */
    void add(String actor, Supplier<String> action) {
        if (!enabled) {
            return;
        }
        String text = brief(action.get());
        listener.accept(actor, text);
        Deque<String> before = latest.computeIfAbsent(actor, key -> new ArrayDeque<>());
        String shape = text.replaceAll("[0-9]+( min| s| h)?", "#").replaceAll("(# )+", "# ");
        if (before.contains(shape)) {
            repeated++;
            return;
        }
        before.addLast(shape);
        if (before.size() > REMEMBERED_ACTIONS) {
            before.removeFirst();
        }
        if (repeated > 0) {
            lines.add(" ".repeat(17) + "(and " + repeated + " more such lines)");
            repeated = 0;
        }
        Duration since = Duration.between(start, clock.instant());
        lines.add("%3d d %02d:%02d:%02d  %-18s %s"
                .formatted(
                        since.toDays(),
                        since.toHoursPart(),
                        since.toMinutesPart(),
                        since.toSecondsPart(),
                        actor,
                        text));
    }

    /** Shortens ARNs and ids to the parts that differ. */
    private static String brief(String text) {
        return UUID.matcher(ARN.matcher(text).replaceAll("$1:$2")).replaceAll("$1");
    }

    List<String> lines() {
        return lines;
    }
}
