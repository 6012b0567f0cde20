package community.backup.cdk;

import java.util.Objects;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.interfaces.backup.BackupVaultReference;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.IDependable;

/**
 * Everything in a backup vault, as a resource of the stack. <b>When the stack is deleted, every recovery point in the vault is
 * deleted for ever</b>, so that the stack can delete the vault too.
 *
 * <p>The construct is itself an {@link IBackupVault}: the same vault, with a name and an ARN that refer to the contents. Give it
 * to backup plans and copy actions in place of the vault. CloudFormation then deletes the plan first, the contents second and
 * the vault last, and no new backup starts while the vault is emptied.
 *
 * <pre>{@code
 * BackupVault vault = BackupVault.Builder.create(stack, "Vault").removalPolicy(RemovalPolicy.DESTROY).build();
 * VaultContents contents = VaultContents.of(vault);
 * BackupPlan plan = BackupPlan.daily35DayRetention(stack, "Plan", contents);
 * contents.addBackupRole(plan.addSelection("Selection", options));
 * }</pre>
 */
public class VaultContents extends Resource implements IBackupVault {
    private final CfnVaultContents resource;
    private final IBackupVault backupVault;

    /**
     * The contents of a vault, with these values.
     *
     * @throws IllegalArgumentException if the vault cannot be emptied
     */
    public VaultContents(Construct scope, String id, VaultContentsProps props) {
        super(scope, id);
        backupVault = props.getBackupVault();
        VaultRules.check(backupVault, getStack());
        resource = new CfnVaultContents(this, "Resource", props.render());
        resource.getNode().addDependency(VaultMonitoring.of(backupVault));
        getNode().addValidation(new VaultRules(this, props.getEmptyRetainedVault()));
    }

    /**
     * The contents of a vault: a construct beside the vault, with {@code Contents} after the vault's id. A second call for the
     * same vault returns the same construct.
     */
    public static VaultContents of(IBackupVault backupVault) {
        if (backupVault instanceof VaultContents contents) {
            return contents;
        }
        Builder builder = Builder.of(backupVault);
        return builder.scope.getNode().tryFindChild(builder.id) instanceof VaultContents existing
                ? existing
                : builder.build();
    }

    /** The name of the vault, as a reference to the contents. */
    @Override
    public String getBackupVaultName() {
        return resource.getRef();
    }

    /** The ARN of the vault, as an attribute of the contents. */
    @Override
    public String getBackupVaultArn() {
        return resource.getAttrBackupVaultArn();
    }

    /** The name and the ARN of the vault, as references to the contents. */
    @Override
    public BackupVaultReference getBackupVaultRef() {
        return BackupVaultReference.builder()
                .backupVaultName(getBackupVaultName())
                .backupVaultArn(getBackupVaultArn())
                .build();
    }

    /**
     * Grants actions on the vault. The policy refers to the vault and not to the contents, because a backup role needs its
     * policies while the contents are deleted.
     */
    @Override
    public Grant grant(IGrantable grantee, String... actions) {
        return backupVault.grant(grantee, actions);
    }

    /** The vault itself. A resource that refers to it does not depend on the contents. */
    public IBackupVault getBackupVault() {
        return backupVault;
    }

    /** The resource in the template. */
    CfnVaultContents resource() {
        return resource;
    }

    /**
     * Keeps a backup role, with its policies, until the contents are deleted. AWS Backup deletes a recovery point with the role
     * that made it. If that role is gone, the recovery point can end {@code EXPIRED}, and the deletion of the contents fails.
     *
     * @param role a role, or a {@code BackupSelection}, which has one
     */
    public void addBackupRole(IGrantable role) {
        // A principal that is not a construct is not in the stack.
        if (role.getGrantPrincipal() instanceof IDependable principal) {
            resource.getNode().addDependency(principal);
        }
    }

    /** Makes a {@link VaultContents}. */
    public static final class Builder extends VaultContentsValues<Builder> {
        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder without values. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** A builder for a vault, with the scope and the id of {@link VaultContents#of}. */
        public static Builder of(IBackupVault backupVault) {
            IConstruct scope = Objects.requireNonNull(backupVault.getNode().getScope(), "a vault has a scope");
            return new Builder((Construct) scope, backupVault.getNode().getId() + "Contents").backupVault(backupVault);
        }

        /**
         * The contents.
         *
         * @throws NullPointerException if there is no vault
         * @throws IllegalArgumentException if the vault cannot be emptied
         */
        public VaultContents build() {
            return new VaultContents(scope, id, new VaultContentsProps(this));
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
