package community.backup.recoverypoint;

import com.google.errorprone.annotations.FormatMethod;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.service.PointLifecycle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a new resource for errors that the schema cannot express, before the first call to AWS Backup. */
final class CreateInput {
    /** AWS Backup's default start window. */
    private static final long DEFAULT_START_WINDOW_MINUTES = 480;
    /** The minimum time that a recovery point stays in cold storage. */
    private static final long COLD_DAYS = 90;

    private static final Pattern VOLUME = Pattern.compile("arn:aws[a-z-]*:ec2:[^:]*:[^:]*:volume/.*");

    private CreateInput() {}

    /**
     * Checks a model.
     *
     * @throws HandlerFailure with the code InvalidRequest, and a message with the property, the cause and the remedy
     */
    static void check(ResourceModel model) {
        checkBackup(model);
        checkLifecycle(model.getLifecycle());
        PointLifecycle lifecycle = ModelTranslator.lifecycle(model.getLifecycle());
        if (lifecycle != null && VOLUME.matcher(model.getResourceArn()).matches()) {
            checkArchiving(lifecycle);
        }
    }

    private static void checkBackup(ResourceModel model) {
        if (model.getResourceArn() == null) {
            throw wrong(
                    "ResourceArn is missing: it names the resource to back up. Add it, or import the recovery point if it exists already.");
        }
        if (model.getIamRoleArn() == null) {
            throw wrong(
                    "IamRoleArn is missing: AWS Backup needs a role to back up %s. Add the ARN of that role.",
                    model.getResourceArn());
        }
        Identifiers.checkBackup(model);
        long start =
                model.getStartWindowMinutes() == null ? DEFAULT_START_WINDOW_MINUTES : model.getStartWindowMinutes();
        Long complete = model.getCompleteWindowMinutes();
        if (complete != null && complete <= start) {
            throw wrong(
                    "CompleteWindowMinutes (%d) must be larger than the start window (%d minutes%s): both count from the same time.",
                    complete, start, model.getStartWindowMinutes() == null ? ", AWS Backup's default" : "");
        }
    }

    /** Checks the days of a lifecycle, for a create and an update. A null lifecycle is valid. */
    static void checkLifecycle(@Nullable Lifecycle lifecycle) {
        if (lifecycle == null) {
            return;
        }
        Long delete = lifecycle.getDeleteAfterDays();
        Long cold = lifecycle.getMoveToColdStorageAfterDays();
        if (delete != null && delete == 0) {
            throw wrong("Lifecycle.DeleteAfterDays is 0: give 1 to 36500 days, or -1 for never.");
        }
        if (cold != null && cold == 0) {
            throw wrong("Lifecycle.MoveToColdStorageAfterDays is 0: give 1 to 36500 days, or -1 for never.");
        }
        checkSpan(cold, delete, "cold storage is for %d days at least.".formatted(COLD_DAYS));
    }

    /**
     * Checks a lifecycle after an update. One of its two numbers of days can come from the template, and the other from AWS Backup's
     * report.
     */
    static void checkChanged(PointLifecycle whole) {
        checkSpan(
                whole.moveToColdStorageAfterDays(),
                whole.deleteAfterDays(),
                "the template has one of them, and AWS Backup reports the other. Give both.");
    }

    private static void checkSpan(@Nullable Long cold, @Nullable Long delete, String why) {
        if (cold != null
                && delete != null
                && cold != PointLifecycle.NEVER
                && delete != PointLifecycle.NEVER
                && delete < cold + COLD_DAYS) {
            throw wrong(
                    "Lifecycle.DeleteAfterDays (%d) must be at least %d more than MoveToColdStorageAfterDays (%d): %s",
                    delete, COLD_DAYS, cold, why);
        }
    }

    /** Refuses a move to cold storage of an EBS snapshot without the opt-in. AWS Backup ignores such a move, so no read would return it. */
    static void checkArchiving(PointLifecycle lifecycle) {
        Long cold = lifecycle.moveToColdStorageAfterDays();
        if (cold != null && cold != PointLifecycle.NEVER && !Boolean.TRUE.equals(lifecycle.optInToArchive())) {
            throw wrong(
                    "Lifecycle.MoveToColdStorageAfterDays (%d) has no effect on an EBS snapshot without the opt-in to archiving. Set Lifecycle.OptInToArchiveForSupportedResources to true, or remove MoveToColdStorageAfterDays.",
                    cold);
        }
    }

    @FormatMethod
    private static HandlerFailure wrong(String message, Object... values) {
        return new HandlerFailure(FailureCode.INVALID_PROPERTY, message.formatted(values));
    }
}
