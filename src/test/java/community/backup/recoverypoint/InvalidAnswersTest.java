package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.ErrorScene.Ready;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import community.backup.wait.WaitPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * Makes every field of every answer that a handler uses invalid in every way. The operation must end in time, and its
 * message must name the invalid part. The handler must not conclude anything that AWS Backup has not said.
 */
@NullMarked
class InvalidAnswersTest {
    private static final String OTHER = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-of-somebody-else";

    /** The calls that change something. */
    private static final Set<BackupOperation> CHANGES = EnumSet.of(
            BackupOperation.DELETE_RECOVERY_POINT,
            BackupOperation.STOP_BACKUP_JOB,
            BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE,
            BackupOperation.TAG_RESOURCE,
            BackupOperation.UNTAG_RESOURCE);

    /**
     * The error codes of failures of AWS Backup or of the connection. The messages of such failures must name the call.
     */
    private static final Set<HandlerErrorCode> SERVICE_FAILURES =
            EnumSet.of(HandlerErrorCode.ServiceInternalError, HandlerErrorCode.GeneralServiceException);

    private record Scene(Operations handler, ErrorScene scene) {}

    private static final Map<String, Scene> SCENES = scenes();

    private static Map<String, Scene> scenes() {
        Map<String, Scene> all = new LinkedHashMap<>();
        all.put("create", new Scene(Operations.CREATE, ErrorScene::newCreate));
        all.put(
                "create, known by its job",
                new Scene(Operations.CREATE, account -> new Ready(backupOf(LocalAccount.EBS))));
        all.put("create, denied", new Scene(Operations.CREATE, denied(ErrorScene::newCreate, "backup:StartBackupJob")));
        all.put("read", new Scene(Operations.READ, ErrorScene::change));
        all.put("read, known by its job", new Scene(Operations.READ, ErrorScene::madeByJob));
        all.put("read, in the making", new Scene(Operations.READ, ErrorScene::inTheMaking));
        all.put("read, job forgotten", new Scene(Operations.READ, ErrorScene::forgotten));
        all.put("update", new Scene(Operations.UPDATE, ErrorScene::change));
        all.put("update, known by its job", new Scene(Operations.UPDATE, ErrorScene::madeByJob));
        all.put("update, job forgotten", new Scene(Operations.UPDATE, ErrorScene::forgotten));
        all.put("delete", new Scene(Operations.DELETE, ErrorScene::known));
        all.put("delete, known to be old", new Scene(Operations.DELETE, ErrorScene::old));
        all.put("delete, known by its job", new Scene(Operations.DELETE, ErrorScene::madeByJob));
        all.put("delete, in the making", new Scene(Operations.DELETE, ErrorScene::inTheMaking));
        all.put("delete, in the making with its ARN", new Scene(Operations.DELETE, InvalidAnswersTest::withArn));
        all.put(
                "delete, in the making with its ARN, start unknown",
                new Scene(Operations.DELETE, InvalidAnswersTest::imported));
        all.put("delete, job forgotten", new Scene(Operations.DELETE, ErrorScene::forgotten));
        all.put("delete, composite", new Scene(Operations.DELETE, InvalidAnswersTest::composite));
        all.put(
                "delete, denied",
                new Scene(Operations.DELETE, denied(ErrorScene::known, "backup:DeleteRecoveryPoint")));
        all.put("list", new Scene(Operations.LIST, InvalidAnswersTest::vault));
        return all;
    }

    private static ErrorScene denied(ErrorScene scene, String action) {
        return account -> {
            Ready ready = scene.lead(account);
            account.world.denyInVault(VAULT, action);
            return ready;
        };
    }

    /** A recovery point that its backup job is still making. AWS Backup returned the ARN when it accepted the job. */
    private static Ready withArn(LocalAccount account) {
        return new Ready(account.invoke(
                        Operations.CREATE,
                        new LocalAccount.Call(backupOf(LocalAccount.EFS)),
                        backupOf(LocalAccount.EFS),
                        null)
                .event()
                .getResourceModel());
    }

    private static Ready imported(LocalAccount account) {
        return new Ready(withArn(account).model().toBuilder().creationDate(null).build());
    }

    private static Ready composite(LocalAccount account) {
        Ready ready = ErrorScene.composite(account);
        account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .nestedIn(ready.model().getRecoveryPointId())
                .put();
        return ready;
    }

    private static Ready vault(LocalAccount account) {
        ErrorScene.known(account);
        return ErrorScene.vault(account);
    }

    /** An account in a scene, with a recovery point and a job of another user. */
    private static final class PreparedAccount {
        final Scene scene;
        final LocalAccount account = new LocalAccount();
        final Ready ready;
        final Set<String> others;

        PreparedAccount(Scene scene) {
            this.scene = scene;
            account.world
                    .createVault("first of the list")
                    .createVault("last of the list")
                    .pagesHold(1);
            account.invoke(Operations.CREATE, new LocalAccount.Call(backupOf(OTHER)), backupOf(OTHER), null);
            JobView other = account.world.jobs().get(0);
            others = Set.of(other.id(), other.pointArn());
            ready = scene.scene().lead(account);
            account.backup.forgetCalls();
        }

        Run run() {
            return account.run(scene.handler(), ready.call());
        }

        /** Whether a recovery point that is not another user's exists, now or within the next two days. */
        boolean isLeft() {
            account.clock.advance(Duration.ofDays(2));
            return account.world.pointsIn(VAULT).stream().map(PointView::arn).anyMatch(arn -> !others.contains(arn));
        }
    }

    static Stream<Arguments> answers() {
        List<Arguments> all = new ArrayList<>();
        Set<String> before = new HashSet<>();
        SCENES.forEach((name, scene) -> {
            Map<BackupOperation, List<String>> bodies = new EnumMap<>(BackupOperation.class);
            PreparedAccount prepared = new PreparedAccount(scene);
            for (BackupOperation call : BackupOperation.values()) {
                List<String> seen = new ArrayList<>();
                bodies.put(call, seen);
                prepared.account
                        .backup
                        .faults()
                        .inject(
                                Fault.malformed(answer -> {
                                    seen.add(answer.text());
                                    return answer;
                                }),
                                call);
            }
            Run right = prepared.run();
            bodies.forEach((call, seen) -> {
                if (!seen.isEmpty()) {
                    // One scene of each handler gets all invalid values. The other scenes get only the most important
                    // ones.
                    all.add(Arguments.of(name, call, seen, before.add(scene.handler() + " " + call), right));
                }
            });
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("answers")
    void invalid_answers_lead_to_no_wrong_conclusion(
            String scene, BackupOperation call, List<String> bodies, boolean all, Run right) {
        assertThat(wrong(scene, call, InvalidAnswer.of(call, bodies, all), right, Long.MAX_VALUE))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("answers")
    void one_invalid_answer_among_others_changes_no_outcome(
            String scene, BackupOperation call, List<String> bodies, boolean all, Run right) {
        assertThat(wrong(scene, call, InvalidAnswer.of(call, bodies, false), right, 1))
                .isEmpty();
    }

    private static List<String> wrong(
            String scene, BackupOperation call, List<InvalidAnswer> invalidAnswers, Run right, long times) {
        return invalidAnswers.parallelStream()
                .flatMap(invalid ->
                        wrong(scene, call, invalid, right, times).stream().map(what -> invalid + ": " + what))
                .toList();
    }

    private static List<String> wrong(String name, BackupOperation call, InvalidAnswer invalid, Run right, long times) {
        Scene scene = Objects.requireNonNull(SCENES.get(name));
        PreparedAccount prepared = new PreparedAccount(scene);
        prepared.account.backup.faults().inject(invalid.fault(), call).times(times);
        Run run;
        try {
            run = prepared.run();
        } catch (RuntimeException | AssertionError e) {
            return List.of("throws " + e + " at " + e.getStackTrace()[0]);
        }
        List<String> wrong = new ArrayList<>();
        boolean failed = run.end().getStatus() == OperationStatus.FAILED;
        @Nullable HandlerErrorCode code = run.end().getErrorCode();
        String message = run.message();
        WaitPlan plan = community.backup.handler.Operation.valueOf(
                        scene.handler().name())
                .plan();
        if (plan != null && run.took().compareTo(plan.timeout()) >= 0) {
            wrong.add("ends after " + run.took());
        }
        if (code == HandlerErrorCode.InternalFailure) {
            wrong.add("is an InternalFailure: " + message);
        }
        if (failed && (message.contains("The network") || message.contains("got no answer"))) {
            wrong.add("misleads: " + message);
        }
        // After a field of the wrong type, the SDK does not read the next fields. The message then reports a missing
        // field.
        if (SERVICE_FAILURES.contains(code)
                && !message.contains(call.wireName())
                && !message.contains("AWS Backup describes recovery point")) {
            wrong.add("does not name the call: " + message);
        }
        // AWS Backup refuses a page token that is not its own, so this can change the outcome.
        boolean retried = plan != null && !invalid.field().equals("NextToken");
        if (times == 1
                && retried
                && (run.end().getStatus() != right.end().getStatus()
                        || code != right.end().getErrorCode())) {
            wrong.add("ends as %s %s instead of %s: %s"
                    .formatted(run.end().getStatus(), code, right.end().getStatus(), message));
        }
        for (CallRecord sent : prepared.account.backup.calls()) {
            if (CHANGES.contains(sent.operation()) && !isOwn(prepared, sent.subject())) {
                wrong.add(sent.operation().wireName() + " of " + sent.subject());
            }
        }
        boolean saysGone = code == HandlerErrorCode.NotFound || (!failed && scene.handler() == Operations.DELETE);
        if (saysGone && prepared.isLeft()) {
            wrong.add("says that it is gone: %s %s %s".formatted(run.end().getStatus(), code, message));
        }
        return wrong;
    }

    /** Whether the id or ARN exists in the account and is not another user's. */
    private static boolean isOwn(PreparedAccount prepared, String subject) {
        boolean known = prepared.account.world.histories().stream()
                        .anyMatch(point -> point.arn().equals(subject))
                || prepared.account.world.findJob(subject).isPresent();
        return known && !prepared.others.contains(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Status", "ResourceType", "CreationDate"})
    void a_read_names_what_the_description_lacks(String field) {
        LocalAccount account = new LocalAccount();
        Ready ready = ErrorScene.known(account);
        account.backup.faults().inject(without(field), BackupOperation.DESCRIBE_RECOVERY_POINT);

        Run run = account.run(Operations.READ, ready.call());

        LocalAccount.failed(run, HandlerErrorCode.GeneralServiceException, "without its " + field);
    }

    @Test
    void a_delete_goes_on_while_the_description_has_no_status() {
        LocalAccount account = new LocalAccount();
        Ready ready = ErrorScene.known(account);
        account.world.deleteTakes(ProtectedResourceType.S3, Duration.ofHours(20));
        account.backup.faults().inject(without("Status"), BackupOperation.DESCRIBE_RECOVERY_POINT);

        Run run = account.run(Operations.DELETE, ready.call());

        LocalAccount.succeeded(run);
        assertThat(run.waits()).anyMatch(wait -> wait.contains("no status"));
        assertThat(run.took()).isGreaterThan(Duration.ofHours(19));
    }

    @Test
    void a_delete_whose_answers_stay_invalid_fails_after_a_few_polls_and_minutes() {
        LocalAccount account = new LocalAccount();
        Ready ready = ErrorScene.known(account);
        account.backup.faults().inject(without("RecoveryPointArn"), BackupOperation.DESCRIBE_RECOVERY_POINT);

        Run run = account.run(Operations.DELETE, ready.call());

        LocalAccount.failed(
                run,
                HandlerErrorCode.ServiceInternalError,
                "DescribeRecoveryPoint of " + ready.model().getRecoveryPointId()
                        + " was answered without RecoveryPointArn",
                "report it to the maintainers");
        assertThat(run.took()).isBetween(WaitPlan.DOUBT, WaitPlan.DOUBT.plus(WaitPlan.BETWEEN_DOUBTS));
        assertThat(run.steps()).hasSizeGreaterThan(5);
    }

    @Test
    void a_poll_with_a_valid_answer_restarts_the_minutes() {
        LocalAccount account = new LocalAccount();
        Ready ready = ErrorScene.known(account);
        account.world.deleteTakes(ProtectedResourceType.S3, Duration.ofHours(2));
        int[] polls = {0};
        account.backup
                .faults()
                .script((call, http) -> call == BackupOperation.DESCRIBE_RECOVERY_POINT && polls[0]++ % 2 == 0
                        ? Optional.of(without("RecoveryPointArn"))
                        : Optional.empty());

        LocalAccount.succeeded(account.run(Operations.DELETE, ready.call()));
    }

    @Test
    void a_create_repeats_a_request_whose_answer_lacks_the_job_and_makes_one_backup() {
        LocalAccount account = new LocalAccount();
        Ready ready = ErrorScene.newCreate(account);
        account.backup
                .faults()
                .inject(without("BackupJobId"), BackupOperation.START_BACKUP_JOB)
                .times(1);

        LocalAccount.succeeded(account.run(Operations.CREATE, ready.call()));

        assertThat(account.world.pointsIn(VAULT)).hasSize(1);
    }

    private static Fault without(String field) {
        return Fault.malformed(answer -> new HttpAnswer(
                answer.status(),
                answer.headers(),
                answer.text()
                        .replaceFirst("\"" + field + "\":", "\"X" + field + "\":")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_answers_to_every_call_of_the_handlers_are_tried() {
        Set<String> tried = new TreeSet<>();
        answers().forEach(each -> tried.add(((BackupOperation) each.get()[1]).wireName()));

        assertThat(tried)
                .containsExactly(
                        "DeleteRecoveryPoint",
                        "DescribeBackupJob",
                        "DescribeRecoveryPoint",
                        "ListBackupJobs",
                        "ListBackupVaults",
                        "ListRecoveryPointsByBackupVault",
                        "ListTags",
                        "StartBackupJob",
                        "StopBackupJob",
                        "TagResource",
                        "UntagResource",
                        "UpdateRecoveryPointLifecycle");
    }
}
