package community.backup.local.simulation;

/**
 * How a mutant was detected.
 *
 * @param lives the number of lives that this took, from seed 0 on; 0 if no life detected it
 * @param promise the promise that was broken
 * @param text the text of the violation
 */
record MutantResult(long lives, String promise, String text) {}
