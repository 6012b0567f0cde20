package community.backup.cdk;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.backup.IBackupVault;

/**
 * The values that both builders take: that of {@link VaultContents} and that of {@link VaultContentsProps}.
 *
 * @param <B> the builder
 */
abstract class VaultContentsValues<B extends VaultContentsValues<B>> {
    @Nullable IBackupVault backupVault;

    @Nullable Boolean includeExisting;

    @Nullable EmptyOn emptyOn;

    boolean emptyRetainedVault;

    VaultContentsValues() {}

    /** This builder. */
    abstract B self();

    /** The vault. Required. */
    public final B backupVault(IBackupVault backupVault) {
        this.backupVault = backupVault;
        return self();
    }

    /**
     * Whether recovery points that are in the vault before these contents are created may be deleted too. Without
     * {@code true}, the creation fails for a vault that is not empty. A later change has no effect.
     */
    public final B includeExisting(boolean includeExisting) {
        this.includeExisting = includeExisting;
        return self();
    }

    /** When the deletion of the contents empties the vault. By default {@link EmptyOn#STACK_DELETION}. */
    public final B emptyOn(EmptyOn emptyOn) {
        this.emptyOn = emptyOn;
        return self();
    }

    /**
     * Whether a vault that the stack retains may be emptied. The CDK retains a vault unless it has another removal policy,
     * so that without {@code true} such a vault is an error at synthesis.
     */
    public final B emptyRetainedVault(boolean emptyRetainedVault) {
        this.emptyRetainedVault = emptyRetainedVault;
        return self();
    }
}
