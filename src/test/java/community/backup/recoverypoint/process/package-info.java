/** Tests the packaged handler in a process of its own, with faults, over HTTP as on AWS. */
@NullMarked
package community.backup.recoverypoint.process;

import org.jspecify.annotations.NullMarked;
