/**
 * A local AWS Backup: one function from HTTP request to HTTP response over a state with a clock.
 *
 * <p>{@link community.backup.local.awsbackup.LocalAwsBackup} is the function, {@link
 * community.backup.local.awsbackup.World} is what a test may arrange and inspect behind the API's back, and {@link
 * community.backup.local.awsbackup.Faults} is what may go wrong on the way. Everything else is in here to make the three
 * true. What it does, on which source, and what is a guess: {@code docs/local-aws-backup.md}.
 */
@NullMarked
package community.backup.local.awsbackup;

import org.jspecify.annotations.NullMarked;
