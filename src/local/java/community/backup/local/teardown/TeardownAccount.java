package community.backup.local.teardown;

import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** The account of one measured teardown: a vault with recovery points, AWS Backup with its call rates, a clock and counters. */
final class TeardownAccount {
    /** The time from a call to its answer: a round trip within a region, and the service's own time. */
    static final Duration LATENCY = Duration.ofMillis(60);

    /** The vault whose teardown is measured. */
    static final String VAULT = "vault";

    /** The vault of another user in the account. */
    static final String OTHER_VAULT = "other";

    /** The identity of the account. */
    static final Account ACCOUNT = Account.example();

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

    private final MovableClock clock = MovableClock.startingAt(BEGIN);
    private final Agenda agenda = new Agenda(clock, Double.POSITIVE_INFINITY);
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, ACCOUNT).limitRates(true);
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final Map<String, Traffic> traffic = Map.of(VAULT, new Traffic(), OTHER_VAULT, new Traffic());
    private final SplittableRandom random;
    private int invocations;
    private Duration billed = Duration.ZERO;
    private int largestContext;
    private int unreported;
    private int othersUnreported;

    TeardownAccount(Scenario scenario, long seed) {
        SplittableRandom own = scenario.random(seed);
        // The status DELETING appears at once, so that no tool fails because of a guess about AWS.
        backup.world().createVault(VAULT).deletingShowsAfter(Duration.ZERO);
        fill(VAULT, scenario.points(), scenario.time(), own);
        unreported = targets.size();
        random = own.split();
    }

    private void fill(String vault, int points, DeleteTime time, SplittableRandom chance) {
        for (int i = 0; i < points; i++) {
            Duration takes = time.draw(chance);
            String arn = backup.world()
                    .point(vault, ProtectedResourceType.EBS)
                    .created(creationTime())
                    .deleteTakes(takes)
                    .put();
            targets.put(arn, new Target(vault, arn, takes));
        }
    }

    /** Adds a vault of another user. */
    void addOtherVault(int points, DeleteTime time) {
        backup.world().createVault(OTHER_VAULT);
        fill(OTHER_VAULT, points, time, random.split());
        othersUnreported = points;
    }

    /** Sets tags of a vault, as its owner has done before the teardown. */
    void tag(String vault, Map<String, String> tags) {
        tags.forEach((key, value) -> backup.world().tagVault(vault, key, value));
    }

    /**
     * The creation time of the recovery points. It is so long ago that a stale read from before the creation is
     * impossible.
     */
    static Instant creationTime() {
        return BEGIN.minus(Duration.ofDays(1));
    }

    Clock clock() {
        return clock;
    }

    SplittableRandom random() {
        return random;
    }

    /** The recovery points whose teardown is measured. */
    Collection<Target> targets() {
        return targets(VAULT);
    }

    /** All recovery points that are or were in a vault. */
    Collection<Target> targets(String vault) {
        return targets.values().stream()
                .filter(target -> target.vault().equals(vault))
                .toList();
    }

    /** The calls of the measured teardown. */
    Traffic traffic() {
        return traffic(VAULT);
    }

    /** The calls of the teardown of a vault. */
    Traffic traffic(String vault) {
        return Objects.requireNonNull(traffic.get(vault));
    }

    /** The time since the start of all operations. */
    Duration elapsed() {
        return Duration.between(BEGIN, agenda.now());
    }

    /** Answers a call at once, and counts it for its caller. */
    HttpAnswer answer(HttpCall call, Traffic caller) {
        HttpAnswer answer = backup.handle(call).answer();
        CallRecord record = backup.lastCall();
        // Nothing reads the recorded calls later, and a million of them would fill the heap.
        backup.forgetCalls();
        caller.count(record.operation(), (int) elapsed().toSeconds(), BackupRequests.throttled(answer));
        if (record.operation() == BackupOperation.DELETE_RECOVERY_POINT && record.effect()) {
            target(record.subject()).accepted(elapsed());
        }
        return answer;
    }

    /** The recovery point with this ARN. */
    Target target(String arn) {
        Target target = targets.get(arn);
        if (target == null) {
            throw new IllegalStateException(arn + " was deleted, which was not to go");
        }
        return target;
    }

    /** Schedules an action. */
    void in(Duration delay, Runnable what) {
        agenda.at(agenda.now().plus(delay), what);
    }

    /** Runs actions until {@code done}. */
    void runUntil(BooleanSupplier done) {
        agenda.runUntil(done);
    }

    /** Records an invocation that took this time. */
    void invoked(Duration duration) {
        invocations++;
        billed = billed.plus(duration);
    }

    /** Records the size of the context that an invocation left. */
    void recordContext(int characters) {
        largestContext = Math.max(largestContext, characters);
    }

    /** The size of the largest context that an invocation left, in characters. */
    int largestContext() {
        return largestContext;
    }

    int invocations() {
        return invocations;
    }

    /** The sum of the times of all invocations. */
    Duration handlerTime() {
        return billed;
    }

    /** Records the report about a recovery point. */
    void report(Target target, boolean gone) {
        target.report(elapsed(), gone);
        if (target.vault().equals(VAULT)) {
            unreported--;
        } else {
            othersUnreported--;
        }
    }

    /** Whether every recovery point of the other user has a report. */
    boolean othersAreReported() {
        return othersUnreported == 0;
    }

    /** Whether every recovery point of the measured teardown has a report. */
    boolean allAreReported() {
        return unreported == 0;
    }
}
