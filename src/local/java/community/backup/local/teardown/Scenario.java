package community.backup.local.teardown;

import java.util.SplittableRandom;

/**
 * What is torn down, all in the same instant, which is the worst case for whoever has to share the account's rates.
 *
 * @param points how many recovery points
 * @param time how long their deletes take
 * @param shared whether another caller uses half of the account's rates meanwhile
 */
record Scenario(int points, DeleteTime time, boolean shared) {

    Scenario(int points, DeleteTime time) {
        this(points, time, false);
    }

    /** Random numbers of this scenario's own, so that a run does not depend on those before it. */
    SplittableRandom random(long seed) {
        return new SplittableRandom(seed * 31 + toString().hashCode());
    }

    @Override
    public String toString() {
        return "%,d points, %s%s".formatted(points, time.label(), shared ? ", half of the rates taken" : "");
    }
}
