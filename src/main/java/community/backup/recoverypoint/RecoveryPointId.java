package community.backup.recoverypoint;

import community.backup.service.Arn;
import community.backup.service.BackupJob;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a recovery point for life: the value of the property RecoveryPointId.
 *
 * <p>CloudFormation wants the identifier within 60 seconds, and AWS Backup tells the ARN that early for some resource types
 * only. So the identity is the ARN where it is known when the resource is made, and the backup job otherwise.
 */
sealed interface RecoveryPointId {

    /** The property's text, which {@link #parse} reads back. */
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

    /** Known by the job that makes it and the job's creation time, since job records are forgotten and times are not. */
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

    /** Reads the property RecoveryPointId; empty where the text is neither an ARN nor {@code backup-job/JOB-ID/CREATION-TIME}. */
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
