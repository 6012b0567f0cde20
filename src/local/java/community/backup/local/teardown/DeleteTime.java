package community.backup.local.teardown;

import java.time.Duration;
import java.util.SplittableRandom;

/** The time that AWS Backup takes to delete a recovery point. It differs between services. */
enum DeleteTime {
    AT_ONCE("at once", Duration.ZERO, Duration.ZERO),
    TEN_SECONDS("10 s", Duration.ofSeconds(10), Duration.ofSeconds(10)),
    FIVE_MINUTES("5 min", Duration.ofMinutes(5), Duration.ofMinutes(5)),
    MIXED("mixed", Duration.ofSeconds(1), Duration.ofMinutes(15)),
    DAYS("days", Duration.ofHours(20), Duration.ofHours(34));

    private final String label;
    private final Duration least;
    private final Duration most;

    DeleteTime(String label, Duration least, Duration most) {
        this.label = label;
        this.least = least;
        this.most = most;
    }

    /** The name in tables. */
    String label() {
        return label;
    }

    /** The time of one recovery point. A range is sampled evenly on a logarithmic scale. */
    Duration draw(SplittableRandom random) {
        double roll = random.nextDouble();
        if (least.equals(most)) {
            return least;
        }
        double ratio = (double) most.toMillis() / least.toMillis();
        return Duration.ofMillis(Math.round(least.toMillis() * Math.pow(ratio, roll)));
    }
}
