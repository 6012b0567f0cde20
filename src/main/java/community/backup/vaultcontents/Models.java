package community.backup.vaultcontents;

import community.backup.service.Vault;

/** What AWS Backup reports, as resource models. */
final class Models {
    private Models() {}

    /** The whole model. */
    static ResourceModel model(Vault vault, Mark mark) {
        return model(vault, mark.emptyOn());
    }

    /** The whole model, as it is after a change of EmptyOn. */
    static ResourceModel model(Vault vault, EmptyOn emptyOn) {
        return ResourceModel.builder()
                .backupVaultName(vault.name())
                .backupVaultArn(vault.arn())
                .emptyOn(emptyOn.name())
                .build();
    }

    /** What a list says of a resource: its identifier. */
    static ResourceModel listed(Vault vault) {
        return ResourceModel.builder().backupVaultName(vault.name()).build();
    }
}
