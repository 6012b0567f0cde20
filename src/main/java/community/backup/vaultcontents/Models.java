package community.backup.vaultcontents;

import community.backup.service.Vault;

/** Converts vaults and their marks to resource models. */
final class Models {
    private Models() {}

    /** The whole model. */
    static ResourceModel model(Vault vault, Mark mark) {
        return model(vault, mark.emptyOn());
    }

    /** The whole model, with this EmptyOn. */
    static ResourceModel model(Vault vault, EmptyOn emptyOn) {
        return ResourceModel.builder()
                .backupVaultName(vault.name())
                .backupVaultArn(vault.arn())
                .emptyOn(emptyOn.name())
                .build();
    }

    /** The model of a resource in a list: only its identifier. */
    static ResourceModel listed(Vault vault) {
        return ResourceModel.builder().backupVaultName(vault.name()).build();
    }
}
