package community.backup.local.demo;

/**
 * A claim of the demo about its run.
 *
 * @param scene the number of the scene that it is about
 * @param against the source that it was checked against
 * @param seen the actual state, to show if the claim does not hold
 */
record Claim(int scene, String what, String against, boolean held, String seen) {}
