package community.backup.local.teardown;

import java.util.SplittableRandom;

/**
 * The recovery points of a teardown and its surroundings. All deletes begin in the same instant, which is the worst
 * case for other users of the account's rates.
 *
 * @param points the number of recovery points
 * @param time the time that their deletes take
 * @param otherUsers the other users of AWS Backup in the account
 */
record Scenario(int points, DeleteTime time, OtherUsers otherUsers) {

    Scenario(int points, DeleteTime time) {
        this(points, time, OtherUsers.NONE);
    }

    /** Whether the account has no other user of AWS Backup. */
    boolean alone() {
        return otherUsers == OtherUsers.NONE;
    }

    /** Random numbers of this scenario alone, so that a run does not depend on earlier runs. */
    SplittableRandom random(long seed) {
        return new SplittableRandom(seed * 31 + toString().hashCode());
    }

    @Override
    public String toString() {
        return "%,d points, %s%s".formatted(points, time.label(), alone() ? "" : ", " + otherUsers.label());
    }
}
