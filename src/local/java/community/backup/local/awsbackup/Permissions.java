package community.backup.local.awsbackup;

/** Decides whether the caller may make a call: by its own policies first, then by the vault's access policy. */
final class Permissions {
    private Permissions() {}

    /** Throws AccessDeniedException where the caller may not. A vault that does not exist denies nothing here. */
    static void check(Store store, Call call) {
        String action = call.operation().action();
        Account account = store.account;
        String user = "User: arn:%s:sts::%s:assumed-role/local/session is not authorized to perform: %s"
                .formatted(account.partition(), account.id(), action);
        if (store.deniedActions.contains(action)) {
            throw AwsError.accessDenied(user + " because no identity-based policy allows the " + action + " action")
                    .thrown();
        }
        Vault vault = store.vaults.get(call.anyVaultName());
        if (vault != null && vault.deniedActions.contains(action)) {
            throw AwsError.accessDenied(
                            user + " on resource: " + vault.arn + " with an explicit deny in a resource-based policy")
                    .thrown();
        }
    }
}
