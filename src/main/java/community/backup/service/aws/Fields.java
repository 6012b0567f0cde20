package community.backup.service.aws;

import community.backup.failure.AwsText;
import community.backup.failure.ServiceFailure;
import community.backup.service.Arn;
import community.backup.service.BackupJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of one answer before a handler uses them. The answer becomes a failure if an identifier is missing
 * or malformed, a time is impossible, or a list is missing. The failure names the call and the field.
 *
 * @param subject the resource that the call was about, for the message
 * @param now when the answer arrived
 */
record Fields(String operation, String subject, Instant now) {
    /** AWS Backup did not exist before this time. */
    private static final Instant EARLIEST = Instant.parse("2018-01-01T00:00:00Z");

    /** Clocks and time zones differ by less than this. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** The text; null if it is empty or blank. */
    static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * The value.
     *
     * @throws ServiceFailure if it is null, because the operation cannot continue without it
     */
    <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw failure("without " + field);
        }
        return value;
    }

    /**
     * The list. AWS Backup sends an empty list if there is nothing to list, so a missing list proves nothing.
     *
     * @throws ServiceFailure if the list is missing
     */
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

    /** The ARN of a recovery point; null if AWS Backup reports none. */
    @Nullable String arnOrNull(String field, @Nullable String value) {
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

    /** Checks that the answer is about the requested resource. */
    void same(String field, String asked, String told) {
        if (!told.equals(asked)) {
            throw failure("with " + field + " " + AwsText.of(told) + ", which is not the requested one");
        }
    }

    /** A time that is possible: not before AWS Backup existed, and not in the future. */
    @Nullable Instant time(String field, @Nullable Instant value) {
        if (value != null && (value.isBefore(EARLIEST) || value.isAfter(now.plus(AHEAD)))) {
            throw failure("with " + field + " " + value + ", which is not possible");
        }
        return value;
    }

    /**
     * The token of the next page. It is null after the last page, because AWS Backup then sends no token.
     *
     * @throws ServiceFailure if the token is empty, or is the one that was sent
     */
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
        return ServiceFailure.malformedAnswer(operation, subject, how);
    }
}
