/**
 * Simulates complete stack lifecycles with injected faults, each from one seed: the local CloudFormation, the real handlers
 * with the real SDK client, and the local AWS Backup, on one thread and one clock. A life can be replayed exactly.
 */
@NullMarked
package community.backup.local.simulation;

import org.jspecify.annotations.NullMarked;
