package community.backup.local.simulation;

import community.backup.local.cloudformation.LocalCloudFormation;

/**
 * Runs some operations of a life in CloudFormation's express mode. No document says how that mode treats a handler that returns
 * IN_PROGRESS: a life draws whether the operation then ends, or invokes the handler until it ends.
 */
final class ExpressOperations {
    private final LocalCloudFormation cloudFormation;
    private final Draws draws;
    private final EventLog log;
    private final boolean used;
    private final boolean endEarly;

    ExpressOperations(LocalCloudFormation cloudFormation, Draws draws, EventLog log) {
        this.cloudFormation = cloudFormation;
        this.draws = draws;
        this.log = log;
        used = draws.happens("setting/express mode", 0.03);
        endEarly = used && draws.below("setting/express mode ends early", 2) == 0;
        if (used && !endEarly) {
            cloudFormation.expressWaitsForHandlers();
        }
    }

    /** Chooses the mode of the next operation on a stack. */
    void choose(String step, String stackName) {
        if (used) {
            boolean express = draws.below(step + "/express mode", 2) == 0;
            cloudFormation.express(stackName, express);
            if (express) {
                log.add("the user", () -> "uses express mode for stack " + stackName);
            }
        }
    }

    /** Whether an operation can end before its handler does: what the handler still had to do is then left undone. */
    boolean canEndEarly() {
        return endEarly;
    }
}
