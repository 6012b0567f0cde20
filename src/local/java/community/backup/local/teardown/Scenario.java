package community.backup.local.teardown;

import java.util.SplittableRandom;

/**
 * What is torn down, all in the same instant, which is the worst case for whoever has to share the account's rates.
 *
 * @param points how many recovery points
 * @param time how long their deletes take
 * @param company who else calls AWS Backup in the account meanwhile
 */
record Scenario(int points, DeleteTime time, Company company) {

    Scenario(int points, DeleteTime time) {
        this(points, time, Company.NOBODY);
    }

    /** Whether nobody else calls AWS Backup. */
    boolean alone() {
        return company == Company.NOBODY;
    }

    /** Random numbers of this scenario's own, so that a run does not depend on those before it. */
    SplittableRandom random(long seed) {
        return new SplittableRandom(seed * 31 + toString().hashCode());
    }

    @Override
    public String toString() {
        return "%,d points, %s%s".formatted(points, time.label(), alone() ? "" : ", " + company.label());
    }
}
