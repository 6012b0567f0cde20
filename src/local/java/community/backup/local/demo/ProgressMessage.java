package community.backup.local.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A handler's message while it waits.
 *
 * @param text without the time of the next poll, and with short ids
 * @param nextPoll the time until the next poll; empty if the message does not have it
 */
record ProgressMessage(String text, Optional<Duration> nextPoll) {
    private static final Pattern NEXT_POLL = Pattern.compile("(?s)(.*?), next poll in (.*)");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]+) (h|min|s)\\b");

    static ProgressMessage of(String message) {
        Matcher parts = NEXT_POLL.matcher(message);
        return parts.matches()
                ? new ProgressMessage(abbreviated(parts.group(1)), Optional.of(duration(parts.group(2))))
                : new ProgressMessage(abbreviated(message), Optional.empty());
    }

    /** The last part, which changes between two polls, such as {@code DELETING for 3 s}. */
    String state() {
        return text.substring(text.lastIndexOf(": ") < 0 ? 0 : text.lastIndexOf(": ") + 2);
    }

    /** The text with a placeholder for all numbers. */
    String withoutNumbers() {
        return text.replaceAll("([0-9]+([.][0-9]+)? (%|h|min|s) ?)+", "#");
    }

    private static String abbreviated(String text) {
        return text.replaceAll("arn:[^ ]*[:/]([^:/ ])", "$1")
                .replaceAll("([0-9A-Fa-f]{8})(-[0-9A-Fa-f]{4,12}){4}", "$1");
    }

    private static Duration duration(String text) {
        return AMOUNT.matcher(text)
                .results()
                .map(amount -> unit(amount.group(2)).multipliedBy(Long.parseLong(amount.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "h" -> Duration.ofHours(1);
            case "min" -> Duration.ofMinutes(1);
            default -> Duration.ofSeconds(1);
        };
    }
}
