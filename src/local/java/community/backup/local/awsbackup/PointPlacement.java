package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Map;

/** Puts recovery points into vaults without a backup job. */
final class PointPlacement {
    private static final String ROLE = "role/service-role/AWSBackupDefaultServiceRole";

    private PointPlacement() {}

    static StoredPoint put(Store store, Vault vault, PointSpec spec, Instant now) {
        Account account = store.account;
        Instant created = spec.created == null ? now : spec.created;
        String resource = spec.resourceArn == null ? exampleResource(store, spec.type) : spec.resourceArn;
        ArnForm.PointOrigin origin = new ArnForm.PointOrigin(
                resource, spec.sourceVaultArn == null ? "job" : "copyjob", store.ids.uuid(), created);
        String role = "arn:%s:iam::%s:%s".formatted(account.partition(), account.id(), ROLE);
        StoredPoint point = new StoredPoint(
                spec.arn == null ? vault.arnForm(spec.type).make(account, store.ids, origin) : spec.arn,
                vault,
                spec.type,
                resource,
                spec.roleArn == null ? role : spec.roleArn,
                created,
                store.ids.between(1L << 20, 1L << 36));
        point.deleteTakes = spec.deleteTakes;
        point.sourceVaultArn = spec.sourceVaultArn;
        point.blockers.addAll(spec.blockers);
        point.removedWhenEmptied = store.assumes(Alternative.EMPTIED_COMPOSITE_IS_REMOVED);
        vault.add(point);
        if (spec.parentArn != null) {
            StoredPoint parent = vault.point(spec.parentArn).orElseThrow();
            Store.nest(point, parent, ArnForm.nameOf(resource));
        }
        boolean creating = spec.status == StoredPointStatus.CREATING;
        PointState state = new PointState(
                spec.status,
                spec.statusMessage,
                creating ? null : created,
                spec.lifecycle,
                Map.copyOf(spec.tags),
                spec.parentArn,
                false);
        // A recovery point made in the past existed in the past: stale reads and lists by time must show it.
        boolean wasThere = !spec.arrivesNow && created.isBefore(now);
        store.settle(point, wasThere ? created : now, state);
        if (spec.madeIn != null) {
            point.timeline
                    .set(now, state.withStatus(StoredPointStatus.CREATING, null))
                    .set(now.plus(spec.madeIn), state);
        }
        return point;
    }

    /** Puts a copy of {@code source} into another vault. The copy appears at {@code end}. */
    static StoredPoint copy(
            Store store,
            StoredPoint source,
            Vault target,
            String role,
            LifecycleRule lifecycle,
            String jobId,
            Instant end) {
        ArnForm.PointOrigin origin = new ArnForm.PointOrigin(source.resourceArn, "copyjob", jobId, end);
        String arn = target.arnForm(source.type).make(store.account, store.ids, origin);
        StoredPoint copy = new StoredPoint(arn, target, source.type, source.resourceArn, role, end, source.bytes);
        copy.sourceVaultArn = source.vault.arn;
        target.add(copy);
        Map<String, String> tags = source.at(end).map(PointState::tags).orElse(Map.of());
        store.settle(copy, end, new PointState(StoredPointStatus.COMPLETED, null, end, lifecycle, tags, null, false));
        return copy;
    }

    private static String exampleResource(Store store, ProtectedResourceType type) {
        String name = store.ids.hex(8);
        Account account = store.account;
        return switch (type) {
            case EFS -> account.arn("elasticfilesystem", "file-system/fs-" + name);
            case DYNAMODB, DYNAMODB_ADVANCED -> account.arn("dynamodb", "table/table-" + name);
            case EBS -> account.arn("ec2", "volume/vol-" + name);
            case EC2 -> account.arn("ec2", "instance/i-" + name);
            case RDS, RDS_CONTINUOUS -> account.arn("rds", "db:db-" + name);
            case AURORA, AURORA_CONTINUOUS -> account.arn("rds", "cluster:cluster-" + name);
            case S3, S3_CONTINUOUS -> "arn:%s:s3:::bucket-%s".formatted(account.partition(), name);
            case FSX -> account.arn("fsx", "file-system/fs-" + name);
            case CLOUDFORMATION, CLOUDFORMATION_TEMPLATE ->
                account.arn("cloudformation", "stack/stack-" + name + "/" + store.ids.uuid());
            case EKS, EKS_CLUSTER_STATE -> account.arn("eks", "cluster/cluster-" + name);
        };
    }
}
