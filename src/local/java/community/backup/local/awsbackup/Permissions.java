package community.backup.local.awsbackup;

import community.backup.local.iam.Access;
import community.backup.local.iam.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the caller's permission for a call, first in its own policies, then in the vault's access policy. */
final class Permissions {
    private static final String SERVICE = "backup.amazonaws.com";

    private Permissions() {}

    /**
     * Throws AccessDeniedException if the caller lacks the permission. A vault that does not exist denies nothing here.
     */
    static void check(Store store, ApiCall call) {
        String action = call.operation().action();
        for (String resource : resources(store, call)) {
            require(store, call, new Access(action, resource, tags(store, call, resource)));
        }
        Vault vault = store.vaults.get(call.anyVaultName());
        if (vault != null && vault.deniedActions.contains(action)) {
            throw denied(store, action, vault.arn, "with an explicit deny in a resource-based policy");
        }
    }

    /** Throws AccessDeniedException if the caller lacks the permission to pass the role to AWS Backup. */
    static void checkPassing(Store store, ApiCall call, String roleArn) {
        require(store, call, new Access("iam:PassRole", roleArn, Map.of("iam:PassedToService", SERVICE)));
    }

    /** Whether AWS Backup can create its service-linked role on behalf of the caller. */
    static boolean mayMakeServiceLinkedRole(Store store) {
        String arn = "arn:%s:iam::%s:role/aws-service-role/%s/AWSServiceRoleForBackup"
                .formatted(store.account.partition(), store.account.id(), SERVICE);
        Access access = new Access("iam:CreateServiceLinkedRole", arn, Map.of("iam:AWSServiceName", SERVICE));
        return refusal(store, store.caller, access).isEmpty();
    }

    private static void require(Store store, ApiCall call, Access access) {
        refusal(store, call.signed() ? store.caller : Identity.UNRESTRICTED, access)
                .ifPresent(why -> {
                    throw denied(store, access.action(), access.resource(), why);
                });
    }

    private static Optional<String> refusal(Store store, Identity caller, Access access) {
        return store.deniedActions.contains(access.action())
                ? Optional.of("because no identity-based policy allows the " + access.action() + " action")
                : caller.refusal(access);
    }

    private static AwsError.Thrown denied(Store store, String action, String resource, String why) {
        Account account = store.account;
        return AwsError.accessDenied(
                        "User: arn:%s:sts::%s:assumed-role/local/session is not authorized to perform: %s on resource: %s %s"
                                .formatted(account.partition(), account.id(), action, resource, why))
                .thrown();
    }

    /** The resources on which a call needs the permission. Source: the Service Authorization Reference. */
    private static List<String> resources(Store store, ApiCall call) {
        String vault = store.account.arn("backup", "backup-vault:" + call.anyVaultName());
        String subject = call.path().getOrDefault("arn", "");
        return switch (call.operation()) {
            case START_BACKUP_JOB,
                    LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                    CREATE_BACKUP_VAULT,
                    DESCRIBE_BACKUP_VAULT,
                    DELETE_BACKUP_VAULT -> List.of(vault);
            case DESCRIBE_RECOVERY_POINT,
                    DELETE_RECOVERY_POINT,
                    DISASSOCIATE_RECOVERY_POINT,
                    DISASSOCIATE_RECOVERY_POINT_FROM_PARENT,
                    UPDATE_RECOVERY_POINT_LIFECYCLE ->
                store.assumes(Alternative.VAULT_IS_CHECKED_TOO) ? List.of(subject, vault) : List.of(subject);
            case LIST_TAGS, TAG_RESOURCE, UNTAG_RESOURCE -> List.of(subject);
            case START_COPY_JOB -> List.of(call.body().path("RecoveryPointArn").asText());
            case DESCRIBE_BACKUP_JOB,
                    STOP_BACKUP_JOB,
                    LIST_BACKUP_JOBS,
                    LIST_BACKUP_VAULTS,
                    DESCRIBE_COPY_JOB,
                    LIST_COPY_JOBS,
                    LIST_BACKUP_PLANS -> List.of("*");
            case GET_BACKUP_PLAN -> List.of(store.account.arn("backup", "backup-plan:" + call.planId()));
        };
    }

    /** The tags that AWS Backup knows: those of vaults, and of recovery points that it stores itself. */
    private static Map<String, String> tags(Store store, ApiCall call, String resource) {
        Map<String, String> tags = store.vaults.values().stream()
                .filter(vault -> vault.arn.equals(resource))
                .findFirst()
                .map(vault -> vault.tagsAt(call.time()))
                .orElseGet(() -> store.find(resource, call.time())
                        .filter(point -> resource.split(":", 4)[2].equals("backup"))
                        .flatMap(point -> point.at(call.time()))
                        .map(PointState::tags)
                        .orElseGet(Map::of));
        return tags.entrySet().stream()
                .collect(Collectors.toMap(tag -> "aws:ResourceTag/" + tag.getKey(), Map.Entry::getValue));
    }
}
