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
record OtherTeardown(int points, int failures, Duration total) {
    private static final int RESOURCES = 500;

    /** Begins the other teardown, if the scenario has one. */
    static void begin(TeardownAccount account, Scenario scenario) {
        if (scenario.otherUsers() == OtherUsers.RESOURCES) {
            account.addOtherVault(RESOURCES, scenario.time());
            Algorithms.OURS.begin(account, TeardownAccount.OTHER_VAULT);
        } else if (scenario.otherUsers() == OtherUsers.VAULT) {
            account.addOtherVault(scenario.points(), scenario.time());
            Algorithms.CONTENTS.begin(account, TeardownAccount.OTHER_VAULT);
        }
    }

    /** Continues until the other teardown ends, and returns its result. */
    static OtherTeardown end(TeardownAccount account) {
        account.runUntil(account::othersAreReported);
        Collection<Target> targets = account.targets(TeardownAccount.OTHER_VAULT);
        return new OtherTeardown(
                targets.size(),
                (int) targets.stream().filter(target -> !target.succeeded()).count(),
                targets.stream()
                        .map(Target::reportedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));
    }
}
