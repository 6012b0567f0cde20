package community.backup.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.backup.CfnBackupPlan;
import software.amazon.awscdk.services.backup.CfnBackupVault;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.constructs.IConstruct;
import software.constructs.IValidation;

/**
 * Checks {@link VaultContents}. It checks the vault's name, account and Region when the construct is made. The vault's
 * other properties and the backup plans can change until the synthesis, so it checks them then.
 */
final class VaultRules implements IValidation {
    private static final Form NAME = Schema.VAULT_CONTENTS.text("BackupVaultName");
    private static final Set<CfnDeletionPolicy> RETAINED =
            Set.of(CfnDeletionPolicy.RETAIN, CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE);

    private final VaultContents contents;
    private final boolean emptyRetainedVault;
    private final Stack stack;

    VaultRules(VaultContents contents, boolean emptyRetainedVault) {
        this.contents = contents;
        this.emptyRetainedVault = emptyRetainedVault;
        stack = contents.getStack();
    }

    /**
     * Checks that a stack can empty the vault.
     *
     * @throws IllegalArgumentException if it cannot; the message is that of the type's handler if that has one for the
     *     cause
     */
    static void check(IBackupVault vault, Stack stack) {
        String name = vault.getBackupVaultName();
        NAME.check(name);
        if (name.equals("Default")) {
            throw new IllegalArgumentException(
                    "BackupVaultName: the contents of vault Default cannot be a resource: it is the account's default vault, which other backups use without naming it. Give another vault.");
        }
        if (differ(vault.getEnv().getAccount(), stack.getAccount())
                || differ(vault.getEnv().getRegion(), stack.getRegion())) {
            throw new IllegalArgumentException(
                    "The vault %s is in another account or Region than the stack, which cannot empty it. Move the contents to a stack beside the vault."
                            .formatted(vault.getNode().getPath()));
        }
    }

    private static boolean differ(String one, String other) {
        return !Token.isUnresolved(one) && !Token.isUnresolved(other) && !one.equals(other);
    }

    @Override
    public List<String> validate() {
        List<String> problems = new ArrayList<>();
        shown().ifPresent(vault -> {
            checkVault(vault, problems);
            checkPlans(vault, problems);
        });
        return problems;
    }

    /** The vault's resource in the app. A vault that is only imported has none, unless the stack has one of that name. */
    private Optional<CfnBackupVault> shown() {
        IBackupVault vault = contents.getBackupVault();
        if (vault.getNode().getDefaultChild() instanceof CfnBackupVault own) {
            return Optional.of(own);
        }
        Object name = stack.resolve(vault.getBackupVaultName());
        return resources(CfnBackupVault.class).stream()
                .filter(each -> name.equals(stack.resolve(each.getBackupVaultName())) || refersTo(name, each))
                .findFirst();
    }

    private void checkVault(CfnBackupVault vault, List<String> problems) {
        String path = contents.getBackupVault().getNode().getPath();
        if (!emptyRetainedVault && isRetained(vault) && !isRetained(contents.resource())) {
            problems.add(
                    "The stack retains the vault %s, as the CDK does by default, but these contents would delete every recovery point in it. Give the vault RemovalPolicy.DESTROY, or set emptyRetainedVault to retain the empty vault."
                            .formatted(path));
        }
        if (stack.resolve(vault.getLockConfiguration()) != null) {
            problems.add(
                    "The vault %s has a vault lock, which keeps its recovery points until their retention ends. Remove lockConfiguration from the vault, or remove these contents."
                            .formatted(path));
        }
        if (stack.resolve(vault.getAccessPolicy()) instanceof Map<?, ?> document
                && listed(document.get("Statement")).stream().anyMatch(VaultRules::deniesDeletion)) {
            problems.add(
                    "The access policy of the vault %s denies backup:DeleteRecoveryPoint to everybody, and so to these contents. Remove blockRecoveryPointDeletion or the statement, or add a condition that excepts the execution role of %s."
                            .formatted(path, CfnVaultContents.CFN_RESOURCE_TYPE_NAME));
        }
    }

    private static boolean isRetained(CfnResource resource) {
        CfnDeletionPolicy policy = resource.getCfnOptions().getDeletionPolicy();
        return policy != null && RETAINED.contains(policy);
    }

    /** Access policies of vaults have no wildcards in actions. A condition may except the deleting role. */
    private static boolean deniesDeletion(Object statement) {
        return statement instanceof Map<?, ?> said
                && "Deny".equals(said.get("Effect"))
                && !said.containsKey("Condition")
                && everybody(said.get("Principal"))
                && listed(said.get("Action")).stream()
                        .anyMatch(action -> "backup:DeleteRecoveryPoint".equalsIgnoreCase(String.valueOf(action)));
    }

    private static boolean everybody(@Nullable Object principal) {
        return principal instanceof Map<?, ?> kinds ? listed(kinds.get("AWS")).contains("*") : "*".equals(principal);
    }

    private static List<?> listed(@Nullable Object value) {
        if (value instanceof List<?> several) {
            return several;
        }
        return value == null ? List.of() : List.of(value);
    }

    /** A plan that names the vault itself continues to make backups while the vault is emptied. */
    private void checkPlans(CfnBackupVault vault, List<String> problems) {
        for (CfnBackupPlan plan : resources(CfnBackupPlan.class)) {
            if (plan.getStack().equals(stack)
                    && refersTo(stack.resolve(plan.getBackupPlan()), vault)
                    && !plan.obtainDependencies().contains(contents.resource())) {
                problems.add(
                        "The backup plan %s targets the vault itself, and could add recovery points while the vault is emptied. Give the plan these contents in the place of the vault."
                                .formatted(plan.getNode().getPath()));
            }
        }
    }

    /** Whether a part of a resolved value is a reference to a resource of the stack. */
    private boolean refersTo(@Nullable Object value, CfnBackupVault vault) {
        if (value instanceof Map<?, ?> members) {
            Object id = stack.resolve(vault.getLogicalId());
            return id.equals(members.get("Ref"))
                    || (members.get("Fn::GetAtt") instanceof List<?> attribute && id.equals(attribute.get(0)))
                    || members.values().stream().anyMatch(each -> refersTo(each, vault));
        }
        return value instanceof List<?> elements && elements.stream().anyMatch(each -> refersTo(each, vault));
    }

    private <T> List<T> resources(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (IConstruct each : stack.getNode().findAll()) {
            if (type.isInstance(each)) {
                found.add(type.cast(each));
            }
        }
        return found;
    }
}
