/**
 * A simulation of whole lives of stacks from one seed: the local CloudFormation, the real handlers through the real SDK
 * client, and the local AWS Backup, on one thread and one clock, with everything going wrong that can. Any life replays
 * exactly.
 */
@NullMarked
package community.backup.local.simulation;

import org.jspecify.annotations.NullMarked;
