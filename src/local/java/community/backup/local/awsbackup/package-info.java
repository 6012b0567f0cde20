/**
 * A local AWS Backup: one function from HTTP request to HTTP response, with its own state and clock.
 *
 * <p>{@link community.backup.local.awsbackup.LocalAwsBackup} is the function. With
 * {@link community.backup.local.awsbackup.World}, a test changes and inspects the state behind the API.
 * {@link community.backup.local.awsbackup.Faults} injects faults into calls. All other classes implement these three.
 * {@code docs/local-aws-backup.md} has the behaviour, its sources and the guesses.
 */
@NullMarked
package community.backup.local.awsbackup;

import org.jspecify.annotations.NullMarked;
