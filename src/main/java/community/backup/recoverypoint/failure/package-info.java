/** What an error of AWS Backup means: one table, one boundary. */
@NullMarked
package community.backup.recoverypoint.failure;

import org.jspecify.annotations.NullMarked;
