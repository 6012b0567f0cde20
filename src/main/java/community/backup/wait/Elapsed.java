package community.backup.wait;

import java.time.Duration;

/** Writes a duration for a message, in its two largest units. */
public final class Elapsed {
    private Elapsed() {}

    /**
     * The duration as text, such as {@code 2 h 5 min}, {@code 3 min 20 s} or {@code 0 s}. A negative duration counts as
     * zero.
     */
    public static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
