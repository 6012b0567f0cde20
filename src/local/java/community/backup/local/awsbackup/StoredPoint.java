package community.backup.local.awsbackup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A recovery point: its fixed properties, the arrangements of a world, and the timeline of its state. */
final class StoredPoint {
    final String arn;
    final Vault vault;
    final ProtectedResourceType type;
    final String resourceArn;
    final String roleArn;
    final Instant created;
    final long bytes;
    final Timeline<PointState> timeline = new Timeline<>();
    /** All recovery points that were ever nested in it. */
    final List<StoredPoint> children = new ArrayList<>();
    /** The reasons why AWS Backup cannot remove it after it has accepted a delete. */
    final Set<DeleteBlocker> blockers = EnumSet.noneOf(DeleteBlocker.class);
    /** The legal holds on it. */
    final Set<String> holds = new HashSet<>();

    /** The backup access points on it, by name. */
    final Set<String> accessPoints = new HashSet<>();

    @Nullable Duration deleteTakes;

    @Nullable String sourceVaultArn;

    @Nullable String memberIdentifier;

    boolean removedWhenEmptied;

    /** The plan that made it; empty if a person did. */
    Optional<BackupPlan.Origin> origin = Optional.empty();

    StoredPoint(
            String arn,
            Vault vault,
            ProtectedResourceType type,
            String resourceArn,
            String roleArn,
            Instant created,
            long bytes) {
        this.arn = arn;
        this.vault = vault;
        this.type = type;
        this.resourceArn = resourceArn;
        this.roleArn = roleArn;
        this.created = created;
        this.bytes = bytes;
    }

    /** Sorts newest first. The ARN distinguishes recovery points of the same millisecond. */
    String listKey() {
        return String.format(Locale.ROOT, "%019d %s", Long.MAX_VALUE - created.toEpochMilli(), arn);
    }

    /** The state that a read at {@code time} returns; empty if the recovery point did not exist then. */
    Optional<PointState> at(Instant time) {
        return timeline.at(time).flatMap(own -> asComposite(own, time));
    }

    /**
     * A composite is PARTIAL after a nested recovery point has gone. After the last one has gone,
     * {@link Alternative#EMPTIED_COMPOSITE_IS_REMOVED} decides whether the composite is removed too.
     */
    private Optional<PointState> asComposite(PointState own, Instant time) {
        if (children.isEmpty()) {
            return Optional.of(own);
        }
        long left = nestedAt(time).size();
        long total =
                children.stream().filter(child -> child.timeline.begunBy(time)).count();
        if (left == total) {
            return Optional.of(own);
        }
        if (left == 0 && removedWhenEmptied) {
            return Optional.empty();
        }
        boolean partial = own.status() == StoredPointStatus.COMPLETED;
        return Optional.of(partial ? own.withStatus(StoredPointStatus.PARTIAL, own.message()) : own);
    }

    List<StoredPoint> nestedAt(Instant time) {
        return children.stream()
                .filter(child ->
                        child.at(time).filter(s -> arn.equals(s.parentArn())).isPresent())
                .toList();
    }

    /** Its history until {@code now}. */
    PointHistory historyUntil(Instant now) {
        List<PointHistory.Moment> moments = new ArrayList<>();
        for (Instant change : changesUntil(now)) {
            Optional<PointState> state = at(change);
            PointHistory.Moment moment = new PointHistory.Moment(
                    change, state.map(PointState::status), state.flatMap(some -> Optional.ofNullable(some.message())));
            if (moments.isEmpty() || !moment.hasSameState(moments.get(moments.size() - 1))) {
                moments.add(moment);
            }
        }
        return new PointHistory(arn, vault.name, type, List.copyOf(moments));
    }

    /** Includes the changes of nested recovery points, which change the composite too. */
    private SortedSet<Instant> changesUntil(Instant now) {
        SortedSet<Instant> changes = new TreeSet<>(timeline.changesUntil(now));
        children.forEach(child -> changes.addAll(child.changesUntil(now)));
        return changes;
    }

    boolean parent() {
        return type.is(ProtectedResourceType.Trait.COMPOSITE);
    }

    /** The answer of DescribeRecoveryPoint. */
    Shape describe(PointState state, Instant time) {
        boolean cold = state.lifecycle()
                .coldAt(created)
                .filter(at -> !at.isAfter(time))
                .isPresent();
        return item(state).with("StorageClass", cold ? "COLD" : "WARM");
    }

    /** An item of ListRecoveryPointsByBackupVault, which has no storage class. */
    Shape item(PointState state) {
        return new Shape()
                .with("RecoveryPointArn", arn)
                .with("BackupVaultName", vault.name)
                .with("BackupVaultArn", vault.arn)
                .with("SourceBackupVaultArn", sourceVaultArn)
                .with("VaultType", vault.type)
                .with("ResourceArn", resourceArn)
                .with("ResourceType", type.wireName())
                .with("ResourceName", ArnForm.nameOf(resourceArn))
                .with("CreatedBy", BackupPlan.Origin.shape(origin))
                .with("IamRoleArn", roleArn)
                .with("Status", state.status())
                .with("StatusMessage", state.message())
                .with("CreationDate", created)
                .with("InitiationDate", created)
                .with("CompletionDate", state.completed())
                .with("BackupSizeInBytes", state.completed() == null ? null : bytes)
                .with("Lifecycle", state.lifecycle().toShape())
                .with("CalculatedLifecycle", state.lifecycle().calculated(created))
                .with("IsEncrypted", true)
                .with("EncryptionKeyArn", vault.keyArn)
                .with("EncryptionKeyType", "CUSTOMER_MANAGED_KMS_KEY")
                .with("ParentRecoveryPointArn", state.parentArn())
                .with("CompositeMemberIdentifier", memberIdentifier)
                .with("IsParent", parent());
    }
}
