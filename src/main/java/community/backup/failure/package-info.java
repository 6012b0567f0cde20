/** What an error of AWS Backup means: one table, one boundary. */
@NullMarked
package community.backup.failure;

import org.jspecify.annotations.NullMarked;
