package community.backup.local.simulation;

/** What is called in {@link SabotagedClasses}, where the class of a life is another one than outside. */
public final class Teeth {
    private Teeth() {}

    /**
     * Lives lives until a promise is not kept.
     *
     * @return how many it took and which promise it was, or an empty text where none of so many noticed
     */
    public static String livesUntilCaught(long most) {
        for (long seed = 0; seed < most; seed++) {
            Simulation.Failure failure = Simulation.live(new Life(seed, null, false), seed);
            if (failure != null) {
                return "%5d  %s".formatted(seed + 1, failure.violation().promise());
            }
        }
        return "";
    }
}
