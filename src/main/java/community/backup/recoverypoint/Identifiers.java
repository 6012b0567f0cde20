package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.handler.SchemaRule;
import community.backup.service.Arn;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names and ARNs in a model. If a required one is missing, or one is malformed, the operation fails before it calls AWS Backup
 * with it. The message names the property.
 */
final class Identifiers {
    private static final JSONObject SCHEMA = new Configuration().resourceSchemaJSONObject();
    private static final SchemaRule VAULT_NAME = SchemaRule.of(SCHEMA, "BackupVaultName");
    static final SchemaRule RECOVERY_POINT_ID = SchemaRule.of(SCHEMA, "RecoveryPointId");
    private static final SchemaRule RESOURCE_ARN = SchemaRule.of(SCHEMA, "ResourceArn");
    private static final SchemaRule ROLE_ARN = SchemaRule.of(SCHEMA, "IamRoleArn");

    private Identifiers() {}

    /**
     * The vault's name.
     *
     * @throws HandlerFailure with the code InvalidRequest if the model has no vault name, or an invalid one
     */
    static String vault(ResourceModel model) {
        String name = model.getBackupVaultName();
        if (name == null || name.isBlank()) {
            throw new HandlerFailure(
                    FailureCode.INVALID_PROPERTY, "BackupVaultName is missing: name the vault of the recovery point.");
        }
        if (!VAULT_NAME.admits(name)) {
            throw wrong("BackupVaultName", name, "the name of a vault, which is " + VAULT_NAME.text());
        }
        return name;
    }

    /**
     * The resource's identifier.
     *
     * @throws HandlerFailure with the code NotFound if the model has no identifier, since such a resource was never made; with NotFound or
     *     InvalidRequest if the identifier cannot be parsed
     */
    static RecoveryPointId id(ResourceModel model) {
        String text = model.getRecoveryPointId();
        if (text == null) {
            throw new HandlerFailure(
                    FailureCode.NOT_FOUND,
                    "RecoveryPointId is missing: without it no recovery point of vault " + vault(model) + " is meant.");
        }
        return RecoveryPointId.parse(text).orElseThrow(() -> noIdentity(text));
    }

    /**
     * The failure for a RecoveryPointId that cannot be parsed. If it matches the schema, for example with a date that does not exist, no
     * recovery point can have it: NotFound.
     */
    private static HandlerFailure noIdentity(String text) {
        String form = "an ARN of %d characters at most, or backup-job/JOB-ID/CREATION-TIME".formatted(Arn.LONGEST);
        return RECOVERY_POINT_ID.admits(text)
                ? new HandlerFailure(
                        FailureCode.NOT_FOUND,
                        "RecoveryPointId %s is not %s: no recovery point has it. Give the recovery point's ARN."
                                .formatted(text, form))
                : wrong("RecoveryPointId", text, form);
    }

    /** The model's RecoveryPointArn; null if it has none. */
    static @Nullable String arn(ResourceModel model) {
        return model.getRecoveryPointArn() == null ? null : arn("RecoveryPointArn", model.getRecoveryPointArn());
    }

    /**
     * The ARN in a property.
     *
     * @param property the property's name, for the message
     * @throws HandlerFailure with the code InvalidRequest if the text is not an ARN
     */
    static String arn(String property, String text) {
        if (RecoveryPointId.parse(text).orElse(null) instanceof RecoveryPointId.OfArn known) {
            return known.arn();
        }
        throw wrong(property, text, "an ARN of %d characters at most".formatted(Arn.LONGEST));
    }

    /** Checks ResourceArn and IamRoleArn, if the model has them. */
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
                FailureCode.INVALID_PROPERTY,
                "%s: %s is not %s. Correct it.".formatted(property, SchemaRule.quoted(text), form));
    }
}
