package community.backup.local.teardown;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;

/**
 * The teardown of another vault in the same account at the same time.
 *
 * @param points the number of recovery points in the other vault
 * @param failures the number of wrong reports about them
 * @param total the time until the last report about them
 */
record Neighbour(int points, int failures, Duration total) {
    private static final int RESOURCES = 500;

    /** Begins the other teardown, if the scenario has one. */
    static void begin(TeardownAccount account, Scenario scenario) {
        if (scenario.company() == Company.RESOURCES) {
            account.addOtherVault(RESOURCES, scenario.time());
            Algorithms.OURS.begin(account, TeardownAccount.OTHER_VAULT);
        } else if (scenario.company() == Company.VAULT) {
            account.addOtherVault(scenario.points(), scenario.time());
            Algorithms.CONTENTS.begin(account, TeardownAccount.OTHER_VAULT);
        }
    }

    /** Continues until the other teardown ends, and returns its result. */
    static Neighbour end(TeardownAccount account) {
        account.runUntil(account::othersAreTold);
        Collection<Target> targets = account.targets(TeardownAccount.OTHER_VAULT);
        return new Neighbour(
                targets.size(),
                (int) targets.stream().filter(target -> !target.succeeded()).count(),
                targets.stream()
                        .map(Target::toldAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));
    }
}
