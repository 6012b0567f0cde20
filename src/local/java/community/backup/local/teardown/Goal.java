package community.backup.local.teardown;

/**
 * A goal of the benchmark.
 *
 * @param reached whether the measurement reaches the goal
 * @param passes whether the benchmark succeeds with this measurement; a goal that cannot be reached has a weaker limit
 *     here
 */
record Goal(String what, String goal, String measured, boolean reached, boolean passes) {

    /** A goal that the benchmark must reach to succeed. */
    static Goal held(String what, String goal, String measured, boolean reached) {
        return new Goal(what, goal, measured, reached, reached);
    }

    String verdict() {
        return reached ? "yes" : passes ? "no" : "BROKEN";
    }
}
