package community.backup.local.simulation;

/**
 * That something wrong was noticed.
 *
 * @param lives how many lives it took, from seed 0 on; 0 where all of them were too few
 * @param promise which promise was seen not to be kept
 * @param text what was said about it
 */
record Bite(long lives, String promise, String text) {}
