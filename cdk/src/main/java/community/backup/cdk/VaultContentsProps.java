package community.backup.cdk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.backup.IBackupVault;

/** The values of {@link VaultContents}. They never change. */
public final class VaultContentsProps {
    private final IBackupVault backupVault;
    private final @Nullable Boolean includeExisting;
    private final @Nullable EmptyOn emptyOn;
    private final boolean emptyRetainedVault;

    VaultContentsProps(VaultContentsValues<?> values) {
        backupVault = Objects.requireNonNull(values.backupVault, "backupVault is required");
        includeExisting = values.includeExisting;
        emptyOn = values.emptyOn;
        emptyRetainedVault = values.emptyRetainedVault;
    }

    /** A builder without values. */
    public static Builder builder() {
        return new Builder();
    }

    /** The vault. */
    public IBackupVault getBackupVault() {
        return backupVault;
    }

    /** Whether recovery points from before the creation may be deleted too; null if it was not given. */
    public @Nullable Boolean getIncludeExisting() {
        return includeExisting;
    }

    /** When the deletion of the contents empties the vault; null for the default. */
    public @Nullable EmptyOn getEmptyOn() {
        return emptyOn;
    }

    /** Whether a vault that the stack retains may be emptied. */
    public boolean getEmptyRetainedVault() {
        return emptyRetainedVault;
    }

    /** These values for the L1 construct. */
    CfnVaultContentsProps render() {
        return CfnVaultContentsProps.builder()
                .backupVaultName(backupVault.getBackupVaultName())
                .includeExisting(includeExisting)
                .emptyOn(emptyOn == null ? null : emptyOn.name())
                .build();
    }

    /** Sets the values. */
    public static final class Builder extends VaultContentsValues<Builder> {
        private Builder() {}

        /**
         * The values so far.
         *
         * @throws NullPointerException if there is no vault
         */
        public VaultContentsProps build() {
            return new VaultContentsProps(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
