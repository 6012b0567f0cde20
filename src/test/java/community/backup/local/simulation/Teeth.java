package community.backup.local.simulation;

/** What is called in {@link SabotagedClasses}, where the class of a life is another one than outside. */
public final class Teeth {
    private Teeth() {}

    /**
     * Lives lives until a promise is not kept.
     *
     * @param from the first seed
     * @param to the seed after the last
     * @return how many lives it took, counted from seed 0, which promise it was and what was said about it: 0 and nothing where
     *     none of them noticed
     */
    public static String[] bite(long from, long to) {
        for (long seed = from; seed < to; seed++) {
            Simulation.Failure failure = Simulation.run(new Life(seed, null, false), seed);
            if (failure != null) {
                return new String[] {
                    Long.toString(seed + 1),
                    failure.violation().promise(),
                    String.valueOf(failure.violation().getMessage())
                };
            }
        }
        return new String[] {"0", "", ""};
    }
}
