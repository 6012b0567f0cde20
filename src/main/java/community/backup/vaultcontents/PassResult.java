package community.backup.vaultcontents;

import community.backup.service.Vault;
import community.backup.wait.Decision;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Decides what follows from a complete pass: success after two empty lists, failure if obstacles keep every recovery point that is
 * left, otherwise another pass.
 */
final class PassResult {
    /** The time between two empty lists. The second one proves that the first was not stale. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** The same if recovery points came during the operation: AWS Backup does not list copy jobs of other accounts. */
    private static final Duration QUIET_AFTER_NEWS = Duration.ofSeconds(60);

    private final ContentsInvocation invocation;
    private final ContentsState state;
    private final Vault vault;
    private final SweepSchedule schedule;
    private final RunningJobs jobs;
    private final Pass pass;

    PassResult(ContentsInvocation invocation, Vault vault, SweepSchedule schedule, RunningJobs jobs, Pass pass) {
        this.invocation = invocation;
        this.state = invocation.state();
        this.vault = vault;
        this.schedule = schedule;
        this.jobs = jobs;
        this.pass = pass;
    }

    /** Keeps the result for the next pass, and decides. */
    Decision decide() {
        Integer before = state.context().remaining();
        boolean looked = Boolean.TRUE.equals(state.context().lastLook());
        boolean fewer = before != null && pass.found() < before;
        // Kept before any call, since a call can fail and must not let the pass count twice.
        keep(before);
        if (pass.found() == 0) {
            return decideOnEmptyVault();
        }
        state.note(each -> each.emptySince(null));
        if (fewer || !isStuck()) {
            state.note(each -> each.stuckSince(null).stuckBy(null).lastLook(null));
            jobs.beginAnew();
            return another();
        }
        long stuckSince = noteObstacles();
        boolean isFinal = pass.asks()
                && schedule.since(stuckSince).compareTo(pass.grace()) >= 0
                && jobs.stop().equals(OptionalInt.of(0));
        if (isFinal && !looked && pass.obstacles().containsKey(Obstacle.EXPIRED)) {
            // Its cause may have passed just before this pass's request.
            state.note(each -> each.lastLook(true));
            return another();
        }
        return isFinal ? failed() : another();
    }

    private void keep(@Nullable Integer before) {
        int initial = state.context().initial() == null ? 0 : state.context().initial();
        int more = Math.max(0, pass.found() - (before == null ? initial : before));
        boolean changed = before == null || more > 0 || pass.found() < before;
        state.note(each -> each.pass(null).remaining(pass.found()).initial(initial + more));
        if (changed) {
            state.note(each -> each.progressAt(schedule.now()));
        }
        if (pass.asks()) {
            state.note(each ->
                    each.askedAt(pass.startedAt()).askedAll(!pass.partial()).lastLook(null));
        }
    }

    /**
     * Keeps the obstacles of this pass, and says since when they are the same. If one keeps fewer recovery points than before, some have another obstacle now, such as a
     * denied request that is accepted later: their time begins anew.
     */
    private long noteObstacles() {
        Long kept = state.context().stuckSince();
        Map<Obstacle, Integer> before =
                Objects.requireNonNullElse(state.context().stuckBy(), Map.of());
        boolean same = !pass.asks()
                || before.entrySet().stream()
                        .allMatch(each -> pass.counts().getOrDefault(each.getKey(), 0) >= each.getValue());
        long since = kept != null && same ? kept : schedule.now();
        state.note(each -> each.stuckSince(since));
        if (pass.asks()) {
            state.note(each -> each.stuckBy(pass.counts()));
        }
        return since;
    }

    /** Whether obstacles keep everything that is left. A pass without requests cannot tell; it only sees that nothing happens. */
    private boolean isStuck() {
        return pass.asks()
                ? pass.blockedCount() == pass.found() && !pass.partial()
                : state.context().stuckSince() != null && pass.idle();
    }

    private Decision decideOnEmptyVault() {
        OptionalInt running = jobs.stopAndCountCopies();
        if (running.isEmpty()) {
            return new Decision.Wait(
                    "The vault is empty; the search for running jobs goes on", RunningJobs.SEARCH_PAUSE);
        }
        if (running.getAsInt() > 0) {
            state.note(each -> each.emptySince(null).active(true));
            return new Decision.Wait(
                    "The vault is empty, but %d jobs that make recovery points in it are running"
                            .formatted(running.getAsInt()),
                    schedule.untilPoll());
        }
        Duration quiet = Boolean.TRUE.equals(state.context().active()) ? QUIET_AFTER_NEWS : QUIET;
        Long emptySince = state.context().emptySince();
        if (emptySince == null) {
            state.note(each -> each.emptySince(schedule.now()));
        }
        Duration between = Duration.ofMillis(emptySince == null ? 0 : Math.max(0, pass.startedAt() - emptySince));
        return between.compareTo(quiet) >= 0
                ? new Decision.Done()
                : new Decision.Wait(
                        "The vault is empty; a second list will confirm it", atLeastASecond(quiet.minus(between)));
    }

    private Decision another() {
        return new Decision.Wait(
                Report.progress(state.context(), pass, vault), atLeastASecond(schedule.untilNextPass(pass.idle())));
    }

    /** The failure that says what is left, and why. */
    Decision failed() {
        return new Decision.Failed(HandlerErrorCode.NotStabilized, Report.failure(invocation, vault, pass));
    }

    private static Duration atLeastASecond(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : duration;
    }
}
