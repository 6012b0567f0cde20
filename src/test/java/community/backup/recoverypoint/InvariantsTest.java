package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.ROLE;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.Operation;
import community.backup.local.awsbackup.PointStatus;
import community.backup.local.awsbackup.ResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * The invariants of the design, over random points, faults, killed and overlapping invocations, each life from one seed; a
 * failure names the seed. What is checked against is the local AWS Backup's own state, not what the handler says.
 */
@NullMarked
class InvariantsTest {
    private static final int LIVES = 1000;
    private static final List<ResourceType> TYPES = List.of(
            ResourceType.EFS,
            ResourceType.DYNAMODB,
            ResourceType.EBS,
            ResourceType.RDS,
            ResourceType.S3,
            ResourceType.CLOUDFORMATION);
    private static final List<ResourceType> SOURCES =
            List.of(ResourceType.EFS, ResourceType.EBS, ResourceType.RDS, ResourceType.S3);

    private static final class Life {
        final Random random;
        final LocalAccount account = new LocalAccount();
        int faults;

        Life(long seed) {
            random = new Random(seed);
            faults = random.nextInt(30);
            for (Alternative alternative : Alternative.values()) {
                if (random.nextBoolean()) {
                    account.world.assume(alternative);
                }
            }
            account.backup.faults().script((operation, call) -> fault());
        }

        private Optional<Fault> fault() {
            if (faults == 0 || random.nextInt(3) > 0) {
                return Optional.empty();
            }
            faults--;
            return Optional.of(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> Fault.throttling();
                        case 2 -> Fault.serviceUnavailable();
                        case 3 -> Fault.unavailable503();
                        case 4 -> Fault.cutBeforeEffect();
                        case 5 -> Fault.cutAfterEffect();
                        case 6 -> Fault.slow(Duration.ofSeconds(random.nextInt(90)));
                        default -> Fault.stale(Duration.ofSeconds(random.nextInt(60)));
                    });
        }

        /** Runs an operation, with invocations that die before they answer and others that run beside them. */
        Step run(Operations operation, Call call) {
            ResourceModel model = call.request.getDesiredResourceState();
            @Nullable CallbackContext context = null;
            Duration spent = Duration.ZERO;
            while (true) {
                Step step = account.invoke(operation, call, model, context);
                spent = spent.plus(step.took());
                assertThat(step.took()).isLessThan(Duration.ofSeconds(25));
                if (faults > 0 && random.nextInt(6) == 0) {
                    // Its answer is lost; CloudFormation calls again with what it had.
                    faults--;
                    account.clock.advance(Duration.ofSeconds(random.nextInt(60)));
                    continue;
                }
                if (step.event().getStatus() != OperationStatus.IN_PROGRESS) {
                    assertThat(spent).isLessThan(Duration.ofHours(36));
                    assertThat(step.event().getErrorCode()).isNotEqualTo(HandlerErrorCode.InternalFailure);
                    return step;
                }
                assertThat(step.event().getResourceModel().getRecoveryPointId()).isNotNull();
                assertThat(step.event().getResourceModel().getBackupVaultName()).isEqualTo(VAULT);
                assertThat(step.event().getCallbackDelaySeconds()).isPositive();
                model = step.event().getResourceModel();
                context = step.event().getCallbackContext();
                Duration delay = Duration.ofSeconds(step.event().getCallbackDelaySeconds());
                spent = spent.plus(delay);
                account.clock.advance(delay);
            }
        }

        <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }

    @Test
    void a_delete_that_succeeds_leaves_nothing_and_one_that_fails_has_a_reason_that_stays() {
        for (long seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            LocalAccount account = life.account;
            ResourceType type = life.any(TYPES);
            String arn = account.world
                    .point(VAULT, type)
                    .role(ROLE)
                    .status(life.any(List.of(PointStatus.COMPLETED, PointStatus.EXPIRED, PointStatus.PARTIAL)))
                    .put();
            if (type == ResourceType.CLOUDFORMATION) {
                account.world.point(VAULT, ResourceType.EFS).nestedIn(arn).put();
                account.world.point(VAULT, ResourceType.EBS).nestedIn(arn).put();
            }
            boolean stays = life.random.nextInt(4) == 0;
            if (stays && life.random.nextBoolean()) {
                account.world.hold(arn, "hold");
            } else if (stays) {
                account.world.block(arn, life.any(List.of(DeleteBlocker.values())));
            }
            if (life.random.nextInt(5) == 0) {
                account.world.busy(arn, Duration.ofSeconds(life.random.nextInt(600)));
            }
            account.clock.advance(Duration.ofMinutes(5));

            Step end = life.run(Operations.DELETE, new Call(identified(arn)));

            boolean exists = account.world.exists(arn);
            if (end.event().getStatus() == OperationStatus.SUCCESS
                    || end.event().getErrorCode() == HandlerErrorCode.NotFound) {
                assertThat(exists).as("seed %d: %s", seed, end).isFalse();
            } else {
                assertThat(stays).as("seed %d: %s", seed, end).isTrue();
                assertThat(exists).as("seed %d: %s", seed, end).isTrue();
            }
        }
    }

    @Test
    void a_create_makes_one_backup_whatever_is_lost_and_its_rollback_leaves_none() {
        for (long seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            LocalAccount account = life.account;
            String source = account.world.point(VAULT, life.any(SOURCES)).put();
            String resource = account.world.point(source).orElseThrow().resourceArn();
            account.world.vanish(source);
            account.backup.forgetCalls();

            Call call = new Call(backupOf(resource)).token("token-" + seed);
            Step end = life.run(Operations.CREATE, call);

            assertThat(account.world.jobs()).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
            ResourceModel model = end.event().getResourceModel();
            if (end.event().getStatus() == OperationStatus.SUCCESS) {
                assertThat(account.world.exists(model.getRecoveryPointArn())).isTrue();
                account.clock.advance(Duration.ofDays(life.random.nextInt(60)));
                model = model.toBuilder().tags(null).build();
            } else {
                assertThat(end.event().getErrorCode())
                        .as("seed %d: %s", seed, end)
                        .isIn(
                                HandlerErrorCode.Throttling,
                                HandlerErrorCode.ServiceInternalError,
                                HandlerErrorCode.NetworkFailure);
                assertThat(model.getRecoveryPointId())
                        .as("seed %d: %s", seed, end)
                        .isNull();
                continue;
            }

            life.faults = life.random.nextInt(20);
            Step gone = life.run(Operations.DELETE, new Call(model));

            assertThat(account.world.pointsIn(VAULT))
                    .as("seed %d: %s", seed, gone)
                    .isEmpty();
            assertThat(account.effects(Operation.START_BACKUP_JOB)).isPositive();
        }
    }

    @Test
    void a_create_that_is_rolled_back_half_way_leaves_nothing() {
        for (long seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            LocalAccount account = life.account;
            String source = account.world.point(VAULT, life.any(SOURCES)).put();
            String resource = account.world.point(source).orElseThrow().resourceArn();
            account.world.vanish(source);
            Step start = account.invoke(Operations.CREATE, new Call(backupOf(resource)), backupOf(resource), null);
            if (start.event().getStatus() != OperationStatus.IN_PROGRESS) {
                continue;
            }
            account.clock.advance(Duration.ofSeconds(life.random.nextInt(1800)));

            Step end = life.run(Operations.DELETE, new Call(start.event().getResourceModel()).rollback());

            assertThat(account.world.pointsIn(VAULT))
                    .as("seed %d: %s", seed, end)
                    .isEmpty();
            assertThat(end.event().getErrorCode())
                    .as("seed %d: %s", seed, end)
                    .isIn((Object) null, HandlerErrorCode.NotFound);
        }
    }
}
