package community.backup.local.simulation;

/** The entry point of {@link MutantClassLoader}, which has its own class {@link Life}. */
public final class MutantSearch {
    private MutantSearch() {}

    /**
     * Runs lives until one of them breaks a promise.
     *
     * @param ofVaults whether to run the lives of vaults; otherwise the other lives
     * @param from the first seed
     * @param to the seed after the last
     * @return the number of lives, counted from seed 0, the promise and the violation's text; 0 and empty texts if no
     *     life detects the mutant
     */
    public static String[] firstDetection(boolean ofVaults, long from, long to) {
        for (long seed = from; seed < to; seed++) {
            if (VaultLife.isOf(seed) != ofVaults) {
                continue;
            }
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
