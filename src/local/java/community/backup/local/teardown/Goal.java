package community.backup.local.teardown;

/**
 * Something that is wanted of the wait.
 *
 * @param reached whether it is so
 * @param passes whether the benchmark succeeds all the same: a goal that cannot be reached is shown, and held at less
 */
record Goal(String what, String goal, String measured, boolean reached, boolean passes) {

    /** A goal without which the benchmark fails. */
    static Goal held(String what, String goal, String measured, boolean reached) {
        return new Goal(what, goal, measured, reached, reached);
    }

    String verdict() {
        return reached ? "yes" : passes ? "no" : "BROKEN";
    }
}
