package community.backup.recoverypoint;

import com.google.errorprone.annotations.FormatMethod;
import community.backup.recoverypoint.failure.HandlerFailure;
import community.backup.recoverypoint.point.PointLifecycle;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What the schema cannot say about the properties of a new resource, checked before anything is asked of AWS Backup. */
final class CreateInput {
    /** AWS Backup's own start window, where none is given. */
    private static final long DEFAULT_START_WINDOW_MINUTES = 480;
    /** What is in cold storage stays there this long at least. */
    private static final long COLD_DAYS = 90;

    private CreateInput() {}

    /** Throws what is wrong, with the property, the cause and the remedy. */
    static void check(ResourceModel model) {
        checkBackup(model);
        checkLifecycle(model.getLifecycle());
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
        Names.checkBackup(model);
        long start =
                model.getStartWindowMinutes() == null ? DEFAULT_START_WINDOW_MINUTES : model.getStartWindowMinutes();
        Long complete = model.getCompleteWindowMinutes();
        if (complete != null && complete <= start) {
            throw wrong(
                    "CompleteWindowMinutes (%d) must be larger than the start window (%d minutes%s): both count from the same time.",
                    complete, start, model.getStartWindowMinutes() == null ? ", AWS Backup's default" : "");
        }
    }

    /** The rules for days that both a new backup and a changed lifecycle follow. */
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
        boolean cools = cold != null && cold != PointLifecycle.NEVER;
        boolean ends = delete != null && delete != PointLifecycle.NEVER;
        if (cools && ends && delete < cold + COLD_DAYS) {
            throw wrong(
                    "Lifecycle.DeleteAfterDays (%d) must be at least %d more than MoveToColdStorageAfterDays (%d): cold storage is for %d days at least.",
                    delete, COLD_DAYS, cold, COLD_DAYS);
        }
    }

    @FormatMethod
    private static HandlerFailure wrong(String message, Object... values) {
        return new HandlerFailure(HandlerErrorCode.InvalidRequest, message.formatted(values));
    }
}
