package community.backup.recoverypoint;

import community.backup.service.Arn;
import community.backup.service.BackupJob;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permanent identifier of a resource: the value of the property RecoveryPointId.
 *
 * <p>CloudFormation requires the identifier within 60 seconds. AWS Backup returns the ARN that early only for some resource types. So the
 * identifier is the ARN if it is known when the resource is made, and the backup job otherwise.
 */
sealed interface RecoveryPointId {

    /** The value of the property. {@link #parse} is the inverse. */
    String text();

    /** Known by its ARN: imported, listed, or returned by StartBackupJob. */
    record OfArn(String arn) implements RecoveryPointId {
        public OfArn {
            if (!Arn.isExact(arn)) {
                throw new IllegalArgumentException(arn + " is not an ARN");
            }
        }

        @Override
        public String text() {
            return arn;
        }
    }

    /** Known by its backup job. The job's creation time helps to find the recovery point after AWS Backup has forgotten the job. */
    record OfJob(String jobId, Instant createdAt) implements RecoveryPointId {
        public OfJob {
            if (!BackupJob.ID.matcher(jobId).matches()) {
                throw new IllegalArgumentException(jobId + " is not the id of a backup job");
            }
        }

        @Override
        public String text() {
            return "backup-job/" + jobId + "/" + createdAt;
        }
    }

    Pattern JOB = Pattern.compile("backup-job/([0-9A-Za-z-]+)/([0-9]{4}-\\S+)");

    /** Parses the property RecoveryPointId; empty if the text is neither an ARN nor {@code backup-job/JOB-ID/CREATION-TIME}. */
    static Optional<RecoveryPointId> parse(String text) {
        if (text.length() > Arn.LONGEST) {
            return Optional.empty();
        }
        if (Arn.isExact(text)) {
            return Optional.of(new OfArn(text));
        }
        Matcher job = JOB.matcher(text);
        return job.matches()
                ? instant(job.group(2)).map(created -> new OfJob(job.group(1), created))
                : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
