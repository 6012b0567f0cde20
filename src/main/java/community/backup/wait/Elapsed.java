package community.backup.wait;

import java.time.Duration;

/** A duration as people say it: its two largest units. */
public final class Elapsed {
    private Elapsed() {}

    /** Such as {@code 2 h 5 min}, {@code 3 min 20 s}, {@code 0 s}. */
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
