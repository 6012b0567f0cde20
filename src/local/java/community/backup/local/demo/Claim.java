package community.backup.local.demo;

/**
 * Something that the demo says to be so.
 *
 * @param scene the number of the scene that it is about
 * @param against what it was checked against
 * @param seen what was found there, for when it does not hold
 */
record Claim(int scene, String what, String against, boolean held, String seen) {}
