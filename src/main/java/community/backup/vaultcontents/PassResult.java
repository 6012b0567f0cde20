package community.backup.vaultcontents;

import community.backup.service.Vault;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from a complete pass. Two empty lists are success. Obstacles that keep all remaining recovery points are a failure.
 * Otherwise another pass follows.
 */
final class PassResult {
    /** The least time between two empty lists. The second one proves that the first was not stale. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /**
     * The same if the operation has seen jobs or new recovery points. A copy job of another account may add more, and AWS Backup does not
     * list those jobs.
     */
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
        Pass finalPass = state.context().finalPass();
        boolean fewer = before != null && pass.found() < before;
        // Kept before any call. A call can fail, and then the pass must not count twice.
        keep(before);
        if (pass.found() == 0) {
            return decideOnEmptyVault();
        }
        state.note(each -> each.emptySince(null));
        if (fewer) {
            state.note(each -> each.stuckSince(null).stuckBy(null).finalPass(null));
        }
        if (fewer || !isStuck()) {
            // AWS Backup shows an EXPIRED recovery point as DELETING for a while after a request. So the time of the
            // obstacles ends only if the number of recovery points becomes smaller.
            jobs.beginAnew();
            return another();
        }
        if (finalPass != null && !pass.asks()) {
            return decideOnFinalPass(finalPass);
        }
        long stuckSince = noteObstacles();
        boolean isFinal = pass.asks()
                && schedule.since(stuckSince).compareTo(pass.grace()) >= 0
                && jobs.stop().equals(OptionalInt.of(0));
        if (isFinal && pass.obstacles().containsKey(Obstacle.EXPIRED)) {
            // The cause of EXPIRED may have ended just before this pass sent its requests.
            state.note(each -> each.finalPass(pass));
            return another();
        }
        return isFinal ? failed(pass) : another();
    }

    /** Fails if the requests of the final pass have changed nothing by the end of their grace. */
    private Decision decideOnFinalPass(Pass finalPass) {
        if (pass.partial() || !schedule.requestsHadTime(Deletion.GRACE_IF_EXPIRED_BEFORE)) {
            return another();
        }
        if (pass.found() == finalPass.found()) {
            return failed(finalPass);
        }
        state.note(each -> each.finalPass(null));
        return another();
    }

    private void keep(@Nullable Integer before) {
        int initial = state.context().initial() == null ? 0 : state.context().initial();
        int more = Math.max(0, pass.found() - (before == null ? initial : before));
        boolean changed = before == null || more > 0 || pass.found() < before;
        state.note(each ->
                each.pass(null).idle(pass.idle()).remaining(pass.found()).initial(initial + more));
        if (changed) {
            state.note(each -> each.progressAt(schedule.now()));
        }
        if (pass.asks()) {
            state.note(each ->
                    each.askedAt(pass.startedAt()).askedAll(!pass.partial()).finalPass(null));
        }
    }

    /**
     * Keeps the obstacles of this pass. Returns since when they have been the same, in milliseconds since 1970. If an obstacle keeps fewer
     * recovery points than before, some of them have another obstacle now, and the time starts again. An example is a denied request that
     * AWS Backup accepts later.
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

    /**
     * Whether obstacles keep all remaining recovery points. A pass that does not send all requests cannot prove that. It only shows that
     * AWS Backup is idle.
     */
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

    /** The failure, whose message has the remaining recovery points and their obstacles. */
    Decision failed() {
        return failed(pass);
    }

    private Decision failed(Pass last) {
        return Report.failure(invocation, vault, last);
    }

    private static Duration atLeastASecond(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : duration;
    }
}
