package community.backup.local.teardown;

import java.time.Duration;
import java.util.Locale;

/** The formats of numbers in tables. */
final class NumberFormats {
    private NumberFormats() {}

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String time(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    static String usd(double amount) {
        return String.format(Locale.ROOT, amount < 0.01 ? "%.4f" : "%.3f", amount);
    }
}
