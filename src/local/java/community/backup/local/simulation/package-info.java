/**
 * Simulates complete stack lifecycles with injected faults, each from one seed. The local CloudFormation, the real
 * handlers with the real SDK client, and the local AWS Backup run on one thread and one clock. A life can be replayed
 * exactly.
 */
@NullMarked
package community.backup.local.simulation;

import org.jspecify.annotations.NullMarked;
