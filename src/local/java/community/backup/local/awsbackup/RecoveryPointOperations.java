package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupJobOperations.matches;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.CONTINUOUS;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on a recovery point and on the list of recovery points. */
final class RecoveryPointOperations {
    private static final Duration LINGERS = Duration.ofMinutes(1);

    private final Store store;

    RecoveryPointOperations(Store store) {
        this.store = store;
    }

    /** A recovery point, and its state at the call's time. */
    private record Found(StoredPoint point, PointState state) {}

    private Found find(ApiCall call) {
        Vault vault = store.vault(call.vaultName());
        return vault.point(call.arn())
                .flatMap(point -> point.at(call.time()).map(state -> new Found(point, state)))
                .orElseThrow(() -> AwsError.noSuchPoint().thrown());
    }

    Shape describe(ApiCall call) {
        if (store.assumes(Alternative.REMOVED_POINTS_LINGER)) {
            Optional<StoredPoint> point = store.vault(call.vaultName()).point(call.arn());
            Optional<PointState> former = point.flatMap(p -> p.at(call.time().minus(LINGERS)));
            if (former.isPresent() && point.get().at(call.time()).isEmpty()) {
                return point.get().describe(former.get(), call.time()).with("StorageClass", "DELETED");
            }
        }
        Found found = find(call);
        return found.point.describe(found.state, call.time());
    }

    Shape list(ApiCall call) {
        Vault vault = store.vault(call.vaultName());
        Optional<String> resource = call.query("resourceArn");
        if (resource.filter(arn -> store.typeOf(arn).isEmpty()).isPresent()) {
            throw AwsError.invalidParameter("Unsupported resource type: " + resource.get())
                    .thrown();
        }
        Pages.ListPage<Shape> page = Pages.of(call, store, vault.points, point -> point.at(call.time())
                .filter(state -> listed(point, state, call))
                .map(point::item));
        return new Shape().with("RecoveryPoints", page.items()).with("NextToken", page.next());
    }

    private static boolean listed(StoredPoint point, PointState state, ApiCall call) {
        return matches(call.query("resourceArn"), point.resourceArn)
                && matches(call.query("resourceType"), point.type.wireName())
                && matches(call.query("parentRecoveryPointArn"), state.parentArn())
                && matches(
                        call.query("backupPlanId"),
                        point.origin.map(BackupPlan.Origin::planId).orElse(""))
                && call.queryTime("createdBefore")
                        .filter(t -> !point.created.isBefore(t))
                        .isEmpty()
                && call.queryTime("createdAfter")
                        .filter(t -> !point.created.isAfter(t))
                        .isEmpty();
    }

    @Nullable Shape delete(ApiCall call) {
        Found found = find(call);
        Removal.refusal(store, found.point, found.state, call.time()).ifPresent(error -> {
            throw error.thrown();
        });
        Removal.start(store, found.point, found.state, call.time(), Optional.of(call.requestId()));
        return null;
    }

    Shape updateLifecycle(ApiCall call) {
        LifecycleRule wanted = LifecycleRule.of(call.body().get("Lifecycle"));
        Found found = find(call);
        StoredPoint point = found.point;
        if (point.type.is(CONTINUOUS)) {
            throw AwsError.invalidRequest("The lifecycle of a continuous recovery point cannot be updated.")
                    .thrown();
        }
        if (point.vault.lock != null) {
            throw AwsError.invalidRequest("The lifecycle cannot be changed because the backup vault is locked.")
                    .thrown();
        }
        if (!found.state.settled()) {
            throw AwsError.invalidRequest("The recovery point is " + found.state.status() + ".")
                    .thrown();
        }
        LifecycleRule lifecycle = wanted.supportedBy(point.type);
        checkCold(point, found.state.lifecycle(), lifecycle, call.time());
        point.timeline.change(call.time(), state -> state.withLifecycle(lifecycle));
        store.watchRetention(point, lifecycle);
        return new Shape()
                .with("BackupVaultArn", point.vault.arn)
                .with("RecoveryPointArn", point.arn)
                .with("Lifecycle", lifecycle.toShape())
                .with("CalculatedLifecycle", lifecycle.calculated(point.created));
    }

    /** Rejects a new date of a move to cold storage if the move is over, or the date is less than a day away. */
    private static void checkCold(StoredPoint point, LifecycleRule former, LifecycleRule next, Instant now) {
        Optional<Instant> coldAt = next.coldAt(point.created);
        if (coldAt.equals(former.coldAt(point.created))) {
            return;
        }
        if (former.coldAt(point.created).filter(at -> !at.isAfter(now)).isPresent()) {
            throw AwsError.invalidRequest(
                            "MoveToColdStorageAfterDays cannot be changed after the move to cold storage.")
                    .thrown();
        }
        if (coldAt.filter(at -> at.isBefore(now.plus(Duration.ofDays(1)))).isPresent()) {
            throw AwsError.invalidParameter("MoveToColdStorageAfterDays must be at least the age of the recovery point "
                            + "and one day.")
                    .thrown();
        }
    }

    /**
     * Ends continuous backup. S3 keeps the recovery point, which is then STOPPED. A database's recovery point leaves
     * AWS Backup, and its own service manages the backups again.
     */
    @Nullable Shape disassociate(ApiCall call) {
        Found found = find(call);
        if (!found.point.type.is(CONTINUOUS)) {
            throw AwsError.invalidRequest("Only continuous recovery points can be disassociated.")
                    .thrown();
        }
        if (!found.point.holds.isEmpty()) {
            throw AwsError.invalidRequest("The recovery point has active legal hold(s).")
                    .thrown();
        }
        if (!found.state.settled()) {
            throw AwsError.invalidState("Another action is in progress on the recovery point.")
                    .thrown();
        }
        if (found.point.type == ProtectedResourceType.S3_CONTINUOUS) {
            found.point.timeline.set(call.time(), found.state.withStatus(StoredPointStatus.STOPPED, null));
        } else {
            found.point.timeline.end(call.time());
        }
        return null;
    }

    @Nullable Shape disassociateFromParent(ApiCall call) {
        Found found = find(call);
        if (found.state.parentArn() == null) {
            throw AwsError.invalidRequest("The recovery point is not nested in another.")
                    .thrown();
        }
        if (found.point.type == ProtectedResourceType.EKS_CLUSTER_STATE) {
            throw AwsError.invalidRequest("The cluster state of an EKS composite cannot be disassociated from it.")
                    .thrown();
        }
        found.point.timeline.change(call.time(), state -> state.nestedIn(null));
        return null;
    }
}
