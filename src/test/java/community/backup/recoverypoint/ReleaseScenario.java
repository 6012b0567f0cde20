package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.STACK;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/**
 * The phases in which an operation gives a context to CloudFormation. A newer version of the type can take over in each
 * of them.
 */
@NullMarked
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum ReleaseScenario {
    CREATE_WHOSE_ARN_IS_TOLD(Operations.CREATE, account -> new Call(backupOf(EFS)), step -> true),

    CREATE_KNOWN_BY_ITS_JOB(Operations.CREATE, account -> new Call(backupOf(EBS)), step -> true),

    CREATE_WHOSE_JOB_RUNS(Operations.CREATE, account -> new Call(backupOf(RDS)), in("RUNNING")),

    CREATE_AFTER_AN_ERROR(
            Operations.CREATE,
            account -> {
                account.backup
                        .faults()
                        .inject(Fault.throttling(), BackupOperation.DESCRIBE_BACKUP_JOB)
                        .times(2);
                return new Call(backupOf(EBS));
            },
            errors(2)),

    UPDATE_WHILE_THE_JOB_RUNS(
            Operations.UPDATE,
            account -> {
                ResourceModel created = started(account, EBS);
                return new Call(created).from(created);
            },
            step -> true),

    UPDATE_AFTER_AN_ERROR(
            Operations.UPDATE,
            account -> {
                ResourceModel created = identified(point(account, ProtectedResourceType.EFS));
                account.backup.faults().inject(Fault.serviceUnavailable()).times(1);
                return new Call(created).from(created);
            },
            errors(1)),

    DELETE_THAT_IS_ACCEPTED(
            Operations.DELETE,
            account -> new Call(identified(point(account, ProtectedResourceType.EFS))),
            step -> true),

    DELETE_UNDER_WAY(
            Operations.DELETE,
            account -> {
                account.world.deletingShowsAfter(Duration.ZERO);
                return new Call(identified(point(account, ProtectedResourceType.RDS)));
            },
            in("DELETING")),

    DELETE_BY_THE_JOB(
            Operations.DELETE,
            account -> {
                String id = account.create(backupOf(EBS)).model().getRecoveryPointId();
                account.clock.advance(Duration.ofHours(2));
                return new Call(identified(id));
            },
            step -> true),

    DELETE_WHOSE_JOB_IS_STOPPED(Operations.DELETE, account -> new Call(started(account, EBS)), step -> true),

    DELETE_WHOSE_JOB_CANNOT_BE_STOPPED(Operations.DELETE, account -> new Call(started(account, RDS)), step -> true),

    DELETE_THAT_HAS_TO_WAIT(
            Operations.DELETE,
            account -> {
                String arn = point(account, ProtectedResourceType.EFS);
                account.world.busy(arn, Duration.ofMinutes(3));
                return new Call(identified(arn));
            },
            step -> true),

    DELETE_OF_WHAT_IS_EXPIRED(
            Operations.DELETE,
            account -> new Call(identified(account.world
                    .point(VAULT, ProtectedResourceType.EFS)
                    .status(StoredPointStatus.EXPIRED)
                    .put())),
            in("EXPIRED")),

    DELETE_OF_A_COMPOSITE(
            Operations.DELETE,
            account -> new Call(identified(Objects.requireNonNull(
                    account.create(backupOf(STACK)).model().getRecoveryPointId()))),
            step -> step.event().getCallbackContext().nestedAccepted() != null),

    DELETE_AFTER_AN_ERROR(
            Operations.DELETE,
            account -> {
                String arn = point(account, ProtectedResourceType.EFS);
                account.backup.faults().inject(Fault.cutAfterEffect()).times(1);
                return new Call(identified(arn));
            },
            errors(1));

    final Operations operation;
    private final Function<LocalAccount, Call> prepare;
    private final Predicate<Step> phase;

    ReleaseScenario(Operations operation, Function<LocalAccount, Call> prepare, Predicate<Step> phase) {
        this.operation = operation;
        this.prepare = prepare;
        this.phase = phase;
    }

    /** Brings an account to the phase. The last step of the run is in that phase. */
    LocalAccount.Run lead(LocalAccount account, Call call) {
        call.until = phase;
        return account.run(operation, call);
    }

    Call prepare(LocalAccount account) {
        return prepare.apply(account);
    }

    private static Predicate<Step> in(String status) {
        return step -> status.equals(step.event().getCallbackContext().status());
    }

    private static Predicate<Step> errors(int errors) {
        return step -> step.event().getCallbackContext().errors() == errors;
    }

    private static String point(LocalAccount account, ProtectedResourceType type) {
        String arn = account.world.point(VAULT, type).put();
        account.clock.advance(Duration.ofHours(1));
        return arn;
    }

    private static ResourceModel started(LocalAccount account, String resource) {
        return account.invoke(Operations.CREATE, new Call(backupOf(resource)), backupOf(resource), null)
                .event()
                .getResourceModel();
    }
}
