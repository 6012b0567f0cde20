package community.backup.recoverypoint;

import community.backup.failure.HandlerFailure;
import community.backup.handler.SchemaRule;
import community.backup.service.Arn;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What a model names, as far as it can be a name: of a vault or a recovery point. All else is a failure that says
 * which property is wrong, before any call is made about it.
 */
final class Identifiers {
    private static final JSONObject SCHEMA = new Configuration().resourceSchemaJSONObject();
    private static final SchemaRule VAULT_NAME = SchemaRule.of(SCHEMA, "BackupVaultName");
    static final SchemaRule RECOVERY_POINT_ID = SchemaRule.of(SCHEMA, "RecoveryPointId");
    private static final SchemaRule RESOURCE_ARN = SchemaRule.of(SCHEMA, "ResourceArn");
    private static final SchemaRule ROLE_ARN = SchemaRule.of(SCHEMA, "IamRoleArn");

    private Identifiers() {}

    /** The vault; a failure where the model has none. */
    static String vault(ResourceModel model) {
        String name = model.getBackupVaultName();
        if (name == null || name.isBlank()) {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    "BackupVaultName is missing: name the vault of the recovery point.");
        }
        if (!VAULT_NAME.admits(name)) {
            throw wrong("BackupVaultName", name, "the name of a vault, which is " + VAULT_NAME.text());
        }
        return name;
    }

    /** The identity; a failure where the model has none, since such a resource was never made. */
    static RecoveryPointId id(ResourceModel model) {
        String text = model.getRecoveryPointId();
        if (text == null) {
            throw new HandlerFailure(
                    HandlerErrorCode.NotFound,
                    "RecoveryPointId is missing: without it no recovery point of vault " + vault(model) + " is meant.");
        }
        return RecoveryPointId.parse(text).orElseThrow(() -> noIdentity(text));
    }

    /** What has the form, but a day that no month has, can exist no more than any other that is missing. */
    private static HandlerFailure noIdentity(String text) {
        String form = "an ARN of %d characters at most, or backup-job/JOB-ID/CREATION-TIME".formatted(Arn.LONGEST);
        return RECOVERY_POINT_ID.admits(text)
                ? new HandlerFailure(
                        HandlerErrorCode.NotFound,
                        "RecoveryPointId %s is not %s: no recovery point has it. Give the recovery point's ARN."
                                .formatted(text, form))
                : wrong("RecoveryPointId", text, form);
    }

    /** The ARN that the model tells of the recovery point; null where it tells none. */
    static @Nullable String arn(ResourceModel model) {
        return model.getRecoveryPointArn() == null ? null : arn("RecoveryPointArn", model.getRecoveryPointArn());
    }

    /** The ARN that a property has. */
    static String arn(String property, String text) {
        if (RecoveryPointId.parse(text).orElse(null) instanceof RecoveryPointId.OfArn known) {
            return known.arn();
        }
        throw wrong(property, text, "an ARN of %d characters at most".formatted(Arn.LONGEST));
    }

    /** What is to be backed up on demand, and the role to do it with, where the model tells them. */
    static void checkBackup(ResourceModel model) {
        check("ResourceArn", model.getResourceArn(), RESOURCE_ARN);
        check("IamRoleArn", model.getIamRoleArn(), ROLE_ARN);
    }

    private static void check(String property, @Nullable String text, SchemaRule form) {
        if (text != null && !form.admits(text)) {
            throw wrong(property, text, form.text());
        }
    }

    private static HandlerFailure wrong(String property, String text, String form) {
        return new HandlerFailure(
                HandlerErrorCode.InvalidRequest,
                "%s: %s is not %s. Correct it.".formatted(property, SchemaRule.quoted(text), form));
    }
}
