package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.ROLE;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.PointSpec;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.OperationStatus;

/** Brings an account to the state in which the next invocation makes a certain call. */
@NullMarked
@FunctionalInterface
interface ErrorScene {
    /** AWS Backup's errors in scenes where an earlier error leads to the call. */
    AwsError DENIAL =
            AwsError.of("AccessDeniedException", 403, null, "Insufficient privileges to perform this action.");

    AwsError ABSENCE = AwsError.of("ResourceNotFoundException", 400, "ERROR_2603", "Cannot find recovery point.");
    AwsError REFUSAL = AwsError.of("InvalidRequestException", 400, null, "It has active legal hold(s)");

    /** The value of every tag and backup option. */
    String SECRET = "planted-secret";

    Ready lead(LocalAccount account);

    /**
     * An account in that state.
     *
     * @param skip how many calls of the same kind the invocation makes before
     */
    record Ready(Call call, ResourceModel model, @Nullable CallbackContext context, int skip) {
        Ready(ResourceModel model) {
            this(new Call(model).from(model), model, null, 0);
        }
    }

    /** This scene, with an AWS Backup that answers every call of this kind with the error. */
    default ErrorScene where(BackupOperation call, AwsError error) {
        return account -> {
            Ready ready = lead(account);
            account.backup.faults().inject(Fault.error(error), call);
            return ready;
        };
    }

    /** This scene, for the second call of its kind in an invocation. */
    default ErrorScene second() {
        return account -> {
            Ready ready = lead(account);
            return new Ready(ready.call(), ready.model(), ready.context(), 1);
        };
    }

    /**
     * This scene in the next invocation, after AWS Backup has throttled a call.
     *
     * @param skip how many calls of the kind the first invocation makes before the throttled one
     */
    default ErrorScene afterThrottled(Operations handler, BackupOperation call, int skip) {
        return account -> {
            Ready ready = lead(account);
            account.backup.faults().inject(Fault.throttling(), call).skip(skip).times(1);
            return next(account, handler, ready);
        };
    }

    /** Runs an invocation, and waits until the next one is due. */
    private static Ready next(LocalAccount account, Operations handler, Ready ready) {
        Step step = account.invoke(handler, ready.call(), ready.model(), ready.context());
        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
        account.clock.advance(Duration.ofSeconds(step.event().getCallbackDelaySeconds()));
        return new Ready(
                ready.call(), step.event().getResourceModel(), step.event().getCallbackContext(), ready.skip());
    }

    /** A create before its first invocation. */
    static Ready newCreate(LocalAccount account) {
        return new Ready(backupOf(EFS).toBuilder()
                .backupOptions(Map.of("WindowsVSS", SECRET))
                .tags(Set.of(new Tag("new", SECRET)))
                .build());
    }

    /** A create whose backup was made after its first invocation. */
    static Ready createWithBackup(LocalAccount account) {
        Ready ready = next(account, Operations.CREATE, newCreate(account));
        account.clock.advance(Duration.ofHours(1));
        return ready;
    }

    /** A recovery point that its ARN identifies. Only AWS Backup knows how old it is. */
    static Ready known(LocalAccount account) {
        return new Ready(identified(point(account, spec -> spec)));
    }

    /** A recovery point whose model shows that it is old. */
    static Ready old(LocalAccount account) {
        return new Ready(account.read(identified(point(account, spec -> spec))).model());
    }

    /** A recovery point before an update that changes everything that can change. */
    static Ready change(LocalAccount account) {
        ResourceModel former = identified(point(account, spec -> spec.tag("old", SECRET)));
        former.setTags(Set.of(new Tag("old", SECRET)));
        ResourceModel wanted = changed(former.toBuilder().build());
        return new Ready(new Call(wanted).from(former), wanted, null, 0);
    }

    /** A recovery point whose stack has other tags than before. */
    static Ready stackTags(LocalAccount account) {
        ResourceModel model = identified(point(account, spec -> spec.tag("old", SECRET)));
        Call call = new Call(model).from(model).stackTags(Map.of("new", SECRET)).formerStackTags(Map.of("old", SECRET));
        return new Ready(call, model, null, 0);
    }

    /** A recovery point that its job identifies, before an update. AWS Backup knows the job. */
    static Ready madeByJob(LocalAccount account) {
        ResourceModel former = identified(started(account, RDS).getRecoveryPointId());
        former.setResourceArn(RDS);
        account.clock.advance(Duration.ofHours(1));
        ResourceModel wanted = former.toBuilder()
                .lifecycle(Lifecycle.builder().deleteAfterDays(30L).build())
                .build();
        return new Ready(new Call(wanted).from(former), wanted, null, 0);
    }

    /** A recovery point whose job AWS Backup has forgotten. */
    static Ready forgotten(LocalAccount account) {
        Ready ready = madeByJob(account);
        account.clock.advance(Duration.ofDays(31));
        return ready;
    }

    /** A recovery point that its job is still making. The job can be stopped. */
    static Ready inTheMaking(LocalAccount account) {
        return new Ready(started(account, EBS));
    }

    /** A recovery point that its job made long ago. The scene then adds the answer that it is missing. */
    static Ready madeLongAgo(LocalAccount account) {
        ResourceModel model = started(account, EFS);
        account.clock.advance(Duration.ofHours(1));
        return new Ready(model);
    }

    /** A composite with another recovery point nested in it. */
    static Ready composite(LocalAccount account) {
        String arn =
                account.world.point(VAULT, ProtectedResourceType.CLOUDFORMATION).put();
        account.world.point(VAULT, ProtectedResourceType.EFS).nestedIn(arn).put();
        account.clock.advance(Duration.ofHours(1));
        return new Ready(identified(arn));
    }

    /** A vault. */
    static Ready vault(LocalAccount account) {
        return new Ready(ResourceModel.builder().backupVaultName(VAULT).build());
    }

    private static String point(LocalAccount account, UnaryOperator<PointSpec> more) {
        return more.apply(account.world
                        .point(VAULT, ProtectedResourceType.S3)
                        .role(ROLE)
                        .created(LocalAccount.START.minus(Duration.ofDays(1))))
                .put();
    }

    private static ResourceModel started(LocalAccount account, String resource) {
        return account.invoke(Operations.CREATE, new Call(backupOf(resource)), backupOf(resource), null)
                .event()
                .getResourceModel();
    }

    private static ResourceModel changed(ResourceModel model) {
        model.setLifecycle(Lifecycle.builder().deleteAfterDays(30L).build());
        model.setTags(Set.of(new Tag("new", SECRET)));
        return model;
    }
}
