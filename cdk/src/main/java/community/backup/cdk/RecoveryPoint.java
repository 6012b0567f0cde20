package community.backup.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * A recovery point of AWS Backup that the stack owns: a backup on demand of a {@link Builder#source}, or one that exists and
 * that {@code cdk import} takes into the stack ({@link Builder#imported}). The stack is {@code DELETE_COMPLETE} only when the
 * recovery point is gone.
 *
 * <p><b>CloudFormation deletes a backup that the stack makes</b> if you delete the stack, remove the construct or replace it,
 * unless a {@link Builder#removalPolicy} says otherwise. An imported recovery point is retained unless that says otherwise:
 * in the CDK a new construct id or path is a new resource, and CloudFormation removes the old one.
 *
 * <p>The vault and the backup role, with all that is in their constructs, are made before the recovery point and deleted after
 * it: AWS Backup deletes with the role that made the backup, and one whose role is gone by then can end {@code EXPIRED}, still
 * stored and billed.
 */
public class RecoveryPoint extends Resource implements IRecoveryPoint {
    private final CfnRecoveryPoint resource;
    private final IBackupVault backupVault;
    private final @Nullable IRole role;

    /**
     * A recovery point with these values.
     *
     * @throws IllegalArgumentException if the values do not go together, in the words of the type's handler
     */
    public RecoveryPoint(Construct scope, String id, RecoveryPointProps props) {
        super(scope, id);
        backupVault = props.getBackupVault();
        role = roleOf(props);
        CfnRecoveryPointProps values = props.render(role);
        Rules.check(values, props.isImported());
        resource = new CfnRecoveryPoint(this, "Resource", values);
        resource.applyRemovalPolicy(props.getRemovalPolicy());
        resource.getNode().addDependency(backupVault, VaultMonitoring.of(backupVault));
        if (role != null) {
            // Depend on the role's policies too. With a reference to the role alone, they would be deleted before the
            // recovery point.
            resource.getNode().addDependency(role);
        }
        getNode().addValidation(new TagRules(resource));
    }

    private @Nullable IRole roleOf(RecoveryPointProps props) {
        BackupSource source = props.getSource();
        return props.getRole() != null || source == null ? props.getRole() : defaultRole(source);
    }

    private Role defaultRole(BackupSource source) {
        List<IManagedPolicy> managed = new ArrayList<>();
        source.managedPolicies().forEach(name -> managed.add(ManagedPolicy.fromAwsManagedPolicyName(name)));
        return Role.Builder.create(this, "Role")
                .description("AWS Backup makes the recovery point with it, and deletes it with it")
                .assumedBy(ServicePrincipal.Builder.create("backup.amazonaws.com")
                        .conditions(Map.of(
                                "StringEquals",
                                Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
                        .build())
                .managedPolicies(managed)
                .build();
    }

    /**
     * A recovery point that exists and is not the stack's, to refer to it. The stack never changes or deletes it; to own it, use
     * {@link Builder#imported}.
     */
    public static IRecoveryPoint fromRecoveryPointArn(Construct scope, String id, String recoveryPointArn) {
        return new Referred(scope, id, recoveryPointArn);
    }

    /** The ARN. AWS Backup reports it when the backup is made, or earlier. */
    @Override
    public String getRecoveryPointArn() {
        return resource.getAttrRecoveryPointArn();
    }

    /** The identity that never changes: the ARN, or the backup job with its creation time. */
    public String getRecoveryPointId() {
        return resource.getAttrRecoveryPointId();
    }

    /** The vault that holds it. */
    public IBackupVault getBackupVault() {
        return backupVault;
    }

    /** The role with which AWS Backup makes and deletes the recovery point; null for an imported recovery point. */
    public @Nullable IRole getRole() {
        return role;
    }

    @Override
    public Grant grantDelete(IGrantable grantee) {
        if (role != null && grantee.getGrantPrincipal().equals(role.getGrantPrincipal())) {
            throw new IllegalArgumentException(
                    "The backup role has to outlive the recovery point, so its policies cannot name it. Grant the deletion to"
                            + " another role, or leave the backup role out.");
        }
        return grantDelete(grantee, getRecoveryPointArn());
    }

    private static Grant grantDelete(IGrantable grantee, String recoveryPointArn) {
        return Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of("backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint"))
                .resourceArns(List.of(recoveryPointArn))
                .build());
    }

    @Override
    public Rule onExpired(String id, OnEventOptions options) {
        return onExpired(this, id, options, getRecoveryPointArn());
    }

    private static Rule onExpired(Construct scope, String id, OnEventOptions options, String recoveryPointArn) {
        return ExpiredRule.create(
                scope,
                id,
                options,
                EventPattern.builder()
                        .resources(List.of(recoveryPointArn))
                        .detail(Map.of("status", List.of("EXPIRED")))
                        .build());
    }

    private static final class Referred extends Resource implements IRecoveryPoint {
        private final String recoveryPointArn;

        Referred(Construct scope, String id, String recoveryPointArn) {
            super(scope, id);
            this.recoveryPointArn = recoveryPointArn;
        }

        @Override
        public String getRecoveryPointArn() {
            return recoveryPointArn;
        }

        @Override
        public Grant grantDelete(IGrantable grantee) {
            return RecoveryPoint.grantDelete(grantee, recoveryPointArn);
        }

        @Override
        public Rule onExpired(String id, OnEventOptions options) {
            return RecoveryPoint.onExpired(this, id, options, recoveryPointArn);
        }
    }

    /** Makes a {@link RecoveryPoint}: with a {@link #source} to back up, or {@link #imported}. */
    public static final class Builder extends RecoveryPointValues<Builder> {
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

        /**
         * The recovery point.
         *
         * @throws NullPointerException if there is no vault
         * @throws IllegalArgumentException if the values do not go together, in the words of the type's handler
         */
        public RecoveryPoint build() {
            return new RecoveryPoint(scope, id, new RecoveryPointProps(this));
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
