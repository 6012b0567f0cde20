package community.backup.cdk;

import community.backup.cdk.CfnRecoveryPoint.LifecycleProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/**
 * Checks the properties of a recovery point before anything is deployed; {@link TagRules} checks its tags. The rules
 * and their messages are those of the type's handler, which also checks the values that are known only when the stack
 * is deployed.
 */
final class Rules {
    private static final Form VAULT_NAME = Schema.RECOVERY_POINT.text("BackupVaultName");
    private static final Form RESOURCE_ARN = Schema.RECOVERY_POINT.text("ResourceArn");
    private static final Form ROLE_ARN = Schema.RECOVERY_POINT.text("IamRoleArn");
    private static final Form START_WINDOW = Schema.RECOVERY_POINT.number("StartWindowMinutes");
    private static final Form COMPLETE_WINDOW = Schema.RECOVERY_POINT.number("CompleteWindowMinutes");
    private static final Pattern OPTION_NAME = Schema.RECOVERY_POINT.names("BackupOptions");
    private static final Pattern OPTION_VALUE = Schema.RECOVERY_POINT.values("BackupOptions");
    private static final Form DELETE_DAYS = Schema.RECOVERY_POINT.number("Lifecycle.DeleteAfterDays");
    private static final Form COLD_STORAGE_DAYS = Schema.RECOVERY_POINT.number("Lifecycle.MoveToColdStorageAfterDays");

    /** AWS Backup's own start window, where none is given. */
    private static final long DEFAULT_START_WINDOW_MINUTES = 480;
    /** The minimum time in cold storage. */
    private static final long COLD_DAYS = 90;

    private static final long NEVER = -1;
    private static final Pattern VOLUME = Pattern.compile("arn:[^:]*:ec2:[^:]*:[^:]*:volume/.*");

    private Rules() {}

    /**
     * Checks the properties.
     *
     * @param imported whether the recovery point exists
     * @throws IllegalArgumentException for the first wrong value
     */
    static void check(CfnRecoveryPointProps props, boolean imported) {
        VAULT_NAME.check(props.getBackupVaultName());
        if (imported) {
            checkImport(props);
        } else {
            checkBackup(props);
        }
        if (props.getLifecycle() instanceof LifecycleProperty lifecycle) {
            checkLifecycle(lifecycle);
            if (props.getResourceArn() != null
                    && VOLUME.matcher(props.getResourceArn()).matches()) {
                checkArchiving(lifecycle);
            }
        }
    }

    /** The handler cannot know that a resource was imported, so these messages are the construct's own. */
    private static void checkImport(CfnRecoveryPointProps props) {
        Map<String, @Nullable Object> ofNewBackups = new LinkedHashMap<>();
        ofNewBackups.put("ResourceArn", props.getResourceArn());
        ofNewBackups.put("IamRoleArn", props.getIamRoleArn());
        ofNewBackups.put("BackupOptions", props.getBackupOptions());
        ofNewBackups.put("StartWindowMinutes", props.getStartWindowMinutes());
        ofNewBackups.put("CompleteWindowMinutes", props.getCompleteWindowMinutes());
        ofNewBackups.forEach((property, value) -> {
            if (value != null) {
                throw wrong(
                        "%s describes a new backup, and imported() a recovery point that exists: remove one of them."
                                .formatted(property));
            }
        });
    }

    private static void checkBackup(CfnRecoveryPointProps props) {
        if (props.getResourceArn() == null) {
            throw wrong(
                    "ResourceArn is missing: it names the resource to back up. Add it, or import the recovery point if it exists already.");
        }
        RESOURCE_ARN.check(props.getResourceArn());
        ROLE_ARN.check(props.getIamRoleArn());
        if (props.getBackupOptions() instanceof Map<?, ?> options) {
            options.forEach((name, value) -> checkOption(String.valueOf(name), String.valueOf(value)));
        }
        Long start = window(START_WINDOW, props.getStartWindowMinutes());
        Long complete = window(COMPLETE_WINDOW, props.getCompleteWindowMinutes());
        if (start == null && props.getStartWindowMinutes() != null) {
            return;
        }
        long starts = start == null ? DEFAULT_START_WINDOW_MINUTES : start;
        if (complete != null && complete <= starts) {
            throw wrong(
                    "CompleteWindowMinutes (%d) must be larger than the start window (%d minutes%s): both count from the same time."
                            .formatted(complete, starts, start == null ? ", AWS Backup's default" : ""));
        }
    }

    private static void checkOption(String name, String value) {
        if (Token.isUnresolved(name)) {
            return;
        }
        if (!OPTION_NAME.matcher(name).matches()) {
            throw wrong("BackupOptions: the name \"%s\" does not match %s. Correct it.".formatted(name, OPTION_NAME));
        }
        if (!Token.isUnresolved(value) && !OPTION_VALUE.matcher(value).matches()) {
            throw wrong("BackupOptions.%s: the value \"%s\" does not match %s. Correct it."
                    .formatted(name, value, OPTION_VALUE));
        }
    }

    private static void checkLifecycle(LifecycleProperty lifecycle) {
        Long delete = days(DELETE_DAYS, lifecycle.getDeleteAfterDays());
        Long cold = days(COLD_STORAGE_DAYS, lifecycle.getMoveToColdStorageAfterDays());
        if (cold != null && delete != null && delete < cold + COLD_DAYS) {
            throw wrong(
                    "Lifecycle.DeleteAfterDays (%d) must be at least %d more than MoveToColdStorageAfterDays (%d): cold storage is for %d days at least."
                            .formatted(delete, COLD_DAYS, cold, COLD_DAYS));
        }
    }

    private static void checkArchiving(LifecycleProperty lifecycle) {
        Long cold = days(COLD_STORAGE_DAYS, lifecycle.getMoveToColdStorageAfterDays());
        Object optIn = lifecycle.getOptInToArchiveForSupportedResources();
        if (cold != null && cold != NEVER && (optIn == null || Boolean.FALSE.equals(optIn))) {
            throw wrong(
                    "Lifecycle.MoveToColdStorageAfterDays (%d) has no effect on an EBS snapshot without the opt-in to archiving. Set Lifecycle.OptInToArchiveForSupportedResources to true, or remove MoveToColdStorageAfterDays."
                            .formatted(cold));
        }
    }

    private static @Nullable Long window(Form form, @Nullable Number number) {
        Long minutes = known(number);
        if (minutes != null && !form.admits(minutes)) {
            throw wrong(
                    "%s is %d: give %d to %d minutes.".formatted(form.property(), minutes, form.least(), form.most()));
        }
        return minutes;
    }

    private static @Nullable Long days(Form form, @Nullable Number number) {
        Long days = known(number);
        if (days != null && (days == 0 || !form.admits(days))) {
            throw wrong("%s is %d: give 1 to %d days, or -1 for never.".formatted(form.property(), days, form.most()));
        }
        return days;
    }

    /** The number; null if there is none, or if it is known only when the stack is deployed. */
    private static @Nullable Long known(@Nullable Number number) {
        return number == null || Token.isUnresolved(number) ? null : number.longValue();
    }

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message);
    }
}
