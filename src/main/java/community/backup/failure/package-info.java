/**
 * Assigns a meaning to each error of AWS Backup and CloudFormation: one table, and one class that catches the SDK's
 * exceptions.
 */
@NullMarked
package community.backup.failure;

import org.jspecify.annotations.NullMarked;
