/** What an error of AWS Backup or CloudFormation means: one table, one boundary. */
@NullMarked
package community.backup.failure;

import org.jspecify.annotations.NullMarked;
