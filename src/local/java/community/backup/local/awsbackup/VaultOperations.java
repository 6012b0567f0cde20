package community.backup.local.awsbackup;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CreateBackupVault, DescribeBackupVault, ListBackupVaults, DeleteBackupVault. */
final class VaultOperations {
    private static final int MOST_VAULTS = 300;

    private final Store store;

    VaultOperations(Store store) {
        this.store = store;
    }

    Shape create(ApiCall call) {
        String name = call.vaultName();
        Optional<String> creator = call.text("CreatorRequestId");
        Vault existing = store.vaults.get(name);
        if (existing != null && (creator.isEmpty() || !creator.get().equals(existing.creatorRequestId))) {
            throw AwsError.alreadyExists(existing.arn, existing.creatorRequestId)
                    .thrown();
        }
        if (existing != null) {
            return created(existing);
        }
        if (!name.matches("[a-zA-Z0-9_-]{2,50}")) {
            throw AwsError.invalidParameter("Invalid backup vault name: " + name)
                    .thrown();
        }
        TagOperations.check(call.map("BackupVaultTags"));
        if (store.vaults.size() >= MOST_VAULTS) {
            throw AwsError.limitExceeded("An account has at most " + MOST_VAULTS + " backup vaults in a region.")
                    .thrown();
        }
        Vault vault = new Vault(store.account, name, VaultType.BACKUP_VAULT, call.time(), creator.orElse(null));
        vault.tags.set(call.time(), call.map("BackupVaultTags"));
        store.vaults.put(name, vault);
        return created(vault);
    }

    private static Shape created(Vault vault) {
        return new Shape()
                .with("BackupVaultName", vault.name)
                .with("BackupVaultArn", vault.arn)
                .with("CreationDate", vault.created);
    }

    Shape describe(ApiCall call) {
        return store.vault(call.vaultName()).shape(call.time());
    }

    /** Lists the vaults of this account. There are no shared vaults of other accounts. */
    Shape list(ApiCall call) {
        boolean shared = call.query("shared").filter("true"::equals).isPresent();
        Optional<String> type = call.query("vaultType");
        Pages.ListPage<Shape> page = Pages.of(call, store, store.vaults, vault -> Optional.of(vault)
                .filter(v -> !shared && BackupJobOperations.matches(type, v.type.name()))
                .map(v -> v.shape(call.time())));
        return new Shape().with("BackupVaultList", page.items()).with("NextToken", page.next());
    }

    @Nullable Shape delete(ApiCall call) {
        Vault vault = store.vault(call.vaultName());
        if (vault.size(call.time()) > 0) {
            throw AwsError.of(
                            "InvalidRequestException",
                            400,
                            "ERROR_9101",
                            "Backup vault cannot be deleted because it contains recovery points.")
                    .thrown();
        }
        store.removeVault(vault);
        return null;
    }
}
