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

/** Leads an account to where the next invocation makes the call in question. */
@NullMarked
@FunctionalInterface
interface ErrorScene {
    /** What AWS Backup answers where it denies, refuses or does not find, for what leads to a later call. */
    AwsError DENIAL =
            AwsError.of("AccessDeniedException", 403, null, "Insufficient privileges to perform this action.");

    AwsError ABSENCE = AwsError.of("ResourceNotFoundException", 400, "ERROR_2603", "Cannot find recovery point.");
    AwsError REFUSAL = AwsError.of("InvalidRequestException", 400, null, "It has active legal hold(s)");

    /** The value of every tag and backup option. */
    String SECRET = "planted-secret";

    Ready lead(LocalAccount account);

    /**
     * An account at the place.
     *
     * @param skip calls of the same kind that the invocation makes before
     */
    record Ready(Call call, ResourceModel model, @Nullable CallbackContext context, int skip) {
        Ready(ResourceModel model) {
            this(new Call(model).from(model), model, null, 0);
        }
    }

    /** The same, where AWS Backup answers a call with an error all along. */
    default ErrorScene where(BackupOperation call, AwsError error) {
        return account -> {
            Ready ready = lead(account);
            account.backup.faults().inject(Fault.error(error), call);
            return ready;
        };
    }

    /** The same at the second call of its kind in an invocation. */
    default ErrorScene second() {
        return account -> {
            Ready ready = lead(account);
            return new Ready(ready.call(), ready.model(), ready.context(), 1);
        };
    }

    /** The same in the invocation after one that was throttled at a call, the first of its kind or the next ones. */
    default ErrorScene afterThrottled(Operations handler, BackupOperation call, int skip) {
        return account -> {
            Ready ready = lead(account);
            account.backup.faults().inject(Fault.throttling(), call).skip(skip).times(1);
            return next(account, handler, ready);
        };
    }

    /** The next invocation. */
    private static Ready next(LocalAccount account, Operations handler, Ready ready) {
        Step step = account.invoke(handler, ready.call(), ready.model(), ready.context());
        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
        account.clock.advance(Duration.ofSeconds(step.event().getCallbackDelaySeconds()));
        return new Ready(
                ready.call(), step.event().getResourceModel(), step.event().getCallbackContext(), ready.skip());
    }

    /** A backup is to be made. */
    static Ready order(LocalAccount account) {
        return new Ready(backupOf(EFS).toBuilder()
                .backupOptions(Map.of("WindowsVSS", SECRET))
                .tags(Set.of(new Tag("new", SECRET)))
                .build());
    }

    /** A backup was made since the first invocation. */
    static Ready ordered(LocalAccount account) {
        Ready ready = next(account, Operations.CREATE, order(account));
        account.clock.advance(Duration.ofHours(1));
        return ready;
    }

    /** A recovery point that its ARN identifies; how old it is, only AWS Backup knows. */
    static Ready known(LocalAccount account) {
        return new Ready(identified(point(account, spec -> spec)));
    }

    /** One that its model tells to be old. */
    static Ready old(LocalAccount account) {
        return new Ready(account.read(identified(point(account, spec -> spec))).model());
    }

    /** One that is to be changed in all ways. */
    static Ready change(LocalAccount account) {
        ResourceModel former = identified(point(account, spec -> spec.tag("old", SECRET)));
        former.setTags(Set.of(new Tag("old", SECRET)));
        ResourceModel wanted = changed(former.toBuilder().build());
        return new Ready(new Call(wanted).from(former), wanted, null, 0);
    }

    /** One whose stack has other tags than before. */
    static Ready stackTags(LocalAccount account) {
        ResourceModel model = identified(point(account, spec -> spec.tag("old", SECRET)));
        Call call = new Call(model).from(model).stackTags(Map.of("new", SECRET)).formerStackTags(Map.of("old", SECRET));
        return new Ready(call, model, null, 0);
    }

    /** One that its job identifies, which AWS Backup knows; to be changed. */
    static Ready madeByJob(LocalAccount account) {
        ResourceModel former = identified(started(account, RDS).getRecoveryPointId());
        former.setResourceArn(RDS);
        account.clock.advance(Duration.ofHours(1));
        ResourceModel wanted = former.toBuilder()
                .lifecycle(Lifecycle.builder().deleteAfterDays(30L).build())
                .build();
        return new Ready(new Call(wanted).from(former), wanted, null, 0);
    }

    /** One whose job AWS Backup has forgotten. */
    static Ready forgotten(LocalAccount account) {
        Ready ready = madeByJob(account);
        account.clock.advance(Duration.ofDays(31));
        return ready;
    }

    /** One that its job still makes, and could stop to. */
    static Ready inTheMaking(LocalAccount account) {
        return new Ready(started(account, EBS));
    }

    /** One that is said to be missing, and whose job is known to have made it long ago. */
    static Ready made(LocalAccount account) {
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
