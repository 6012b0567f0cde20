package community.backup.local.teardown;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long AWS Backup takes to delete a recovery point, as services differ in it. */
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

    /** How tables call it. */
    String label() {
        return label;
    }

    /** One recovery point's time; where it varies, short times are as likely as long ones on a logarithmic scale. */
    Duration draw(SplittableRandom random) {
        double roll = random.nextDouble();
        if (least.equals(most)) {
            return least;
        }
        double ratio = (double) most.toMillis() / least.toMillis();
        return Duration.ofMillis(Math.round(least.toMillis() * Math.pow(ratio, roll)));
    }
}
