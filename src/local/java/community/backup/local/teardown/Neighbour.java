package community.backup.local.teardown;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;

/**
 * Who tears down another vault in the same account at the same time.
 *
 * @param points how many recovery points the other vault had
 * @param failures the number of wrong reports about them
 * @param total until the last report about them
 */
record Neighbour(int points, int failures, Duration total) {
    private static final int RESOURCES = 500;

    /** Begins, if the scenario has a neighbour. */
    static void begin(TeardownAccount account, Scenario scenario) {
        if (scenario.company() == Company.RESOURCES) {
            account.addOtherVault(RESOURCES, scenario.time());
            Algorithms.OURS.begin(account, TeardownAccount.OTHER_VAULT);
        } else if (scenario.company() == Company.VAULT) {
            account.addOtherVault(scenario.points(), scenario.time());
            Algorithms.CONTENTS.begin(account, TeardownAccount.OTHER_VAULT);
        }
    }

    /** Goes on until the neighbour's end, and says how that went. */
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
