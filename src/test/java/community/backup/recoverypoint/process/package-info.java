/** The packaged handler as a process of its own, under trouble: over HTTP, as Lambda and AWS Backup are. */
@NullMarked
package community.backup.recoverypoint.process;

import org.jspecify.annotations.NullMarked;
