package community.backup.service.aws;

import community.backup.failure.AwsText;
import community.backup.failure.ServiceFailure;
import community.backup.service.Arn;
import community.backup.service.BackupJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of one answer before a handler uses them. If an identifier is missing or malformed, a time is impossible or a
 * list is missing, the answer becomes a failure that names the call and the field.
 *
 * @param subject what was asked about, for the message
 * @param now when the answer came
 */
record Fields(String operation, String subject, Instant now) {
    /** Earlier than AWS Backup itself. */
    private static final Instant EARLIEST = Instant.parse("2018-01-01T00:00:00Z");

    /** More than clocks and time zones differ by. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** An empty text tells nothing. */
    static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** What the operation cannot go on without. */
    <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw failure("without " + field);
        }
        return value;
    }

    /** A list. AWS Backup sends an empty list if there is nothing to list, so a missing one proves nothing. */
    <T> T list(String field, boolean there, T value) {
        if (!there) {
            throw failure("without " + field);
        }
        return value;
    }

    /** The ARN of a recovery point. */
    String arn(String field, @Nullable String value) {
        String arn = needed(field, text(value));
        if (!Arn.hasParts(arn)) {
            throw failure("with " + field + " " + AwsText.of(arn) + ", which is no ARN");
        }
        return arn;
    }

    /** The same where AWS Backup need not tell it. */
    @Nullable String arnIfTold(String field, @Nullable String value) {
        return text(value) == null ? null : arn(field, value);
    }

    /** The id of a backup job. */
    String jobId(@Nullable String value) {
        String id = needed("BackupJobId", text(value));
        if (!BackupJob.ID.matcher(id).matches()) {
            throw failure("with BackupJobId " + AwsText.of(id) + ", which is no id of a backup job");
        }
        return id;
    }

    /** Checks that the answer is about what was asked for. */
    void same(String field, String asked, String told) {
        if (!told.equals(asked)) {
            throw failure("with " + field + " " + AwsText.of(told) + ", which was not asked for");
        }
    }

    /** A time that AWS Backup can mean: not before it existed, and not in the future. */
    @Nullable Instant time(String field, @Nullable Instant value) {
        if (value != null && (value.isBefore(EARLIEST) || value.isAfter(now.plus(AHEAD)))) {
            throw failure("with " + field + " " + value + ", which cannot be");
        }
        return value;
    }

    /** Where the next page begins; null after the last one, where AWS Backup sends no token at all. */
    @Nullable String nextToken(@Nullable String sent, @Nullable String got) {
        if (got != null && (got.isBlank() || got.equals(sent))) {
            throw failure(
                    got.isBlank()
                            ? "with an empty NextToken"
                            : "with the NextToken that was sent, so the list never ends");
        }
        return got;
    }

    /** The failure for a malformed answer. */
    ServiceFailure failure(String how) {
        return ServiceFailure.oddAnswer(operation, subject, how);
    }
}
