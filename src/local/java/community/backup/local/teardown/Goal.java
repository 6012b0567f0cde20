package community.backup.local.teardown;

/**
 * Something that is wanted of the wait.
 *
 * @param held whether the benchmark fails where it is not reached; a goal that cannot be reached is shown all the same
 */
record Goal(String what, String goal, String measured, boolean reached, boolean held) {

    static Goal held(String what, String goal, String measured, boolean reached) {
        return new Goal(what, goal, measured, reached, true);
    }

    static Goal shown(String what, String goal, String measured, boolean reached) {
        return new Goal(what, goal, measured, reached, false);
    }

    /** Whether it does not let the benchmark fail. */
    boolean passes() {
        return reached || !held;
    }

    String verdict() {
        return reached ? "yes" : held ? "NO" : "no, not held";
    }
}
