package community.backup.local.demo;

import community.backup.local.terminal.Style;
import java.time.Duration;
import java.util.List;

/** Formats texts for the display of the demo. */
final class DisplayText {
    private DisplayText() {}

    /** The style of a stack's or resource's status. */
    static Style styleOf(String status) {
        if (status.endsWith("_FAILED") || status.contains("ROLLBACK")) {
            return Style.RED;
        }
        return status.endsWith("_COMPLETE") ? Style.GREEN : Style.PLAIN;
    }

    /** A time in hours, minutes and seconds, such as 0:02:05. */
    static String clock(Duration time) {
        return String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** The beginning of a line, as far as it fits. */
    static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 2)) + "..";
    }

    /** Breaks a text into lines of at most {@code width} characters. A longer word has a line of its own. */
    static List<String> wrap(String text, int width) {
        return text.replaceAll("(.{1," + width + "})(\\s+|$)", "$1\n").lines().toList();
    }
}
