package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.service.BackupJob;
import community.backup.service.DeletionAnswer;
import community.backup.service.JobStatus;
import community.backup.service.Page;
import community.backup.service.PointQuery;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.Vault;
import community.backup.wait.Backoff;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import community.backup.wait.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Empties a vault, in passes over its list. A pass that asks makes a request for each recovery point, nested ones before their
 * composite; those in between only look, and ask for what is new. Nothing but two empty lists is the end, and nothing but a pass in
 * which obstacles keep all that is left is failure. What an invocation does, the next one goes on with.
 */
final class Sweep {
    static final int MOST_RESULTS = 1000;

    /** So long an invocation lists and asks, and keeps the rest of its time for what it has to do then. */
    private static final Duration WORK = Duration.ofSeconds(18);

    /** Between two empty lists, of which the second proves that the first was no stale read. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** The same if something was seen to come into the vault: copies from other accounts are not shown before they are there. */
    private static final Duration QUIET_AFTER_NEWS = Duration.ofSeconds(60);

    /** Between two passes that ask: at least this, and half of the time without progress, up to the second. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);

    private static final Duration ASK_AGAIN_AT_LAST = Duration.ofMinutes(10);

    /** One recovery point is polled after a tenth of the time that it has taken; a pass polls a thousand in a call, after a third of that. */
    private static final int POLLS = 3;

    /** So many denials before anything else end a delete at once. */
    private static final int DENIALS = 3;

    /** So many requests in a row that get no answer, or an error that passes, end an invocation. */
    private static final int ERRORS = 3;

    /** So many plans are kept by their ids, to be named in a failure. */
    private static final int PLANS = 2;

    private final ContentsInvocation invocation;
    private final ContentsState state;
    private final Vault vault;
    private final Pace pace;
    private final Instant end;
    private Pass pass;
    private int gone;
    private int errorsInARow;

    /** AWS's words about the last denial of a request; null while none was denied. */
    private @Nullable String denial;

    Sweep(ContentsInvocation invocation, Vault vault) {
        this.invocation = invocation;
        this.state = invocation.state();
        this.vault = vault;
        this.pace = new Pace(
                invocation.wiring().clock(),
                invocation.wiring().pause(),
                state.context().pace());
        this.end = invocation.watch().now().plus(WORK);
        this.pass = state.context().pass() == null
                ? newPass()
                : Objects.requireNonNull(state.context().pass());
    }

    private Pass newPass() {
        Long askedAt = state.context().askedAt();
        boolean asks = askedAt == null
                || !Boolean.TRUE.equals(state.context().askedAll())
                // The last one, whose failure names what keeps them.
                || invocation.watch().lastChance()
                || since(askedAt).compareTo(untilAskedAgain()) >= 0;
        return Pass.builder().startedAt(now()).asks(asks).build();
    }

    /** What the operation waits for after this invocation's part of the sweep. */
    Decision run() {
        if (state.context().initial() == null) {
            state.note(each -> each.initial(vault.points() == null ? 0 : Math.toIntExact(vault.points()))
                    .progressAt(now()));
            stopJobs();
        }
        boolean complete;
        try {
            complete = list();
        } finally {
            state.note(each -> each.pass(pass).pace(pace.perMinute()));
        }
        if (isDenied(complete ? 1 : DENIALS)) {
            return new Decision.Failed(HandlerErrorCode.AccessDenied, denied());
        }
        Decision decision = complete ? judge() : new Decision.Wait(progress(), Duration.ofSeconds(1));
        return decision instanceof Decision.Wait && invocation.watch().lastChance() ? stillFull() : decision;
    }

    // The list

    /** Goes on with the pass; false if the time is over before its end. */
    private boolean list() {
        PointQuery query = PointQuery.ofVault(vault.name());
        do {
            Page<RecoveryPoint> page = page(query);
            List<RecoveryPoint> points = page.items();
            for (RecoveryPoint point : points.subList(start(points), points.size())) {
                if (!hasTime() || !visit(point)) {
                    return false;
                }
                pass = pass.toBuilder().position(point.arn()).build();
                if (isDenied(DENIALS)) {
                    return false;
                }
            }
            pass = pass.toBuilder().page(page.nextToken()).position(null).build();
        } while (pass.page() != null && hasTime());
        return pass.page() == null;
    }

    private Page<RecoveryPoint> page(PointQuery query) {
        try {
            return invocation.services().points().page(query.from(pass.page(), MOST_RESULTS));
        } catch (ServiceFailure failure) {
            if (pass.page() != null && failure.kind() == ErrorKind.REFUSED) {
                // Tokens may expire: the pass begins again, and proves nothing.
                pass = pass.toBuilder().page(null).position(null).partial(true).build();
                throw failure.beginsAgain();
            }
            throw failure;
        }
    }

    /** Where the page goes on: after the recovery point that was looked at last, or with the first if that is gone. */
    private int start(List<RecoveryPoint> points) {
        String position = pass.position();
        if (position == null) {
            return 0;
        }
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).arn().equals(position)) {
                return i + 1;
            }
        }
        pass = pass.toBuilder().partial(true).build();
        return 0;
    }

    /** Looks at a recovery point, and asks for its deletion where that is due; false if there is no time to ask. */
    private boolean visit(RecoveryPoint point) {
        noteNews(point);
        if (point.status() == PointStatus.DELETING) {
            count(each -> each.deleting(pass.deleting() + 1));
            return true;
        }
        if (point.status() == PointStatus.CREATING) {
            state.note(each -> each.active(true));
            count(each -> each.waiting(pass.waiting() + 1));
            return true;
        }
        if (point.isComposite() && holdsNested(point)) {
            count(each -> each.waiting(pass.waiting() + 1));
            return true;
        }
        if (!pass.asks() && !isNew(point) && !point.isComposite()) {
            count(each -> each);
            return true;
        }
        return ask(point);
    }

    private void count(UnaryOperator<Pass.PassBuilder> change) {
        pass = change.apply(pass.toBuilder()).found(pass.found() + 1).build();
    }

    /** A recovery point that came after the start, and the plan that made it. */
    private void noteNews(RecoveryPoint point) {
        Instant created = point.createdAt();
        if (created == null || !created.isAfter(invocation.watch().startedAt())) {
            return;
        }
        List<String> plans = new ArrayList<>(
                state.context().plans() == null
                        ? List.of()
                        : Objects.requireNonNull(state.context().plans()));
        String plan = point.planId();
        if (plan != null && plans.size() < PLANS && !plans.contains(plan)) {
            plans.add(plan);
        }
        state.note(each -> each.active(true).plans(plans.isEmpty() ? null : plans));
    }

    /** Whether no pass that asks has seen it as one that can be deleted. */
    private boolean isNew(RecoveryPoint point) {
        Instant made = point.madeAt();
        // Clocks differ: a date that is yet to come tells nothing.
        Instant known = made != null && made.toEpochMilli() > now() ? point.createdAt() : made;
        Long askedAt = state.context().askedAt();
        return known == null || askedAt == null || known.toEpochMilli() >= askedAt;
    }

    /**
     * Whether something is nested in a composite that goes before it. If all of it stays as it is for a while, the composite is
     * asked for all the same: AWS Backup deletes the cluster state of an EKS backup only together with it.
     */
    private boolean holdsNested(RecoveryPoint composite) {
        PointQuery query = PointQuery.nestedIn(vault.name(), composite.arn());
        boolean settled = sinceProgress().compareTo(Deletion.GRACE) >= 0;
        String token = null;
        do {
            Page<RecoveryPoint> page = invocation.services().points().page(query.from(token, MOST_RESULTS));
            // What was asked for is checked: a filter that AWS Backup did not apply must not keep a composite for ever.
            boolean holds = page.items().stream()
                    .filter(point -> composite.arn().equals(point.parentArn()))
                    .anyMatch(point -> !settled || !point.status().made());
            if (holds) {
                return true;
            }
            // A page can be short, or empty, and not the last.
            token = page.nextToken();
        } while (token != null && hasTime());
        return token != null;
    }

    private boolean ask(RecoveryPoint point) {
        while (hasTime()) {
            pace.await();
            try {
                answered(point, invocation.services().points().delete(vault.name(), point.arn()));
                pace.admitted();
                errorsInARow = 0;
                return true;
            } catch (ServiceFailure failure) {
                if (failure.code() == HandlerErrorCode.Throttling) {
                    pace.throttled();
                } else {
                    failed(point, failure);
                    return true;
                }
            }
        }
        return false;
    }

    /** One recovery point whose request fails must not keep all others waiting; several in a row are a fault of the service. */
    private void failed(RecoveryPoint point, ServiceFailure failure) {
        if (failure.kind() == ErrorKind.DENIED) {
            denial = failure.getMessage();
            block(Obstacle.DENIED, point, null);
            return;
        }
        errorsInARow++;
        if (errorsInARow >= ERRORS) {
            throw failure;
        }
        pass = pass.toBuilder().partial(true).build();
        count(each -> each.waiting(pass.waiting() + 1));
    }

    private void answered(RecoveryPoint point, DeletionAnswer answer) {
        if (answer instanceof DeletionAnswer.Missing) {
            // Gone meanwhile; a composite goes with the last that was nested in it.
            gone++;
        } else if (answer instanceof DeletionAnswer.Busy) {
            count(each -> each.deleting(pass.deleting() + 1));
        } else if (answer instanceof DeletionAnswer.Refused refused) {
            refused(point, refused);
        } else if (point.status() == PointStatus.EXPIRED) {
            block(Obstacle.EXPIRED, point, point.statusMessage());
        } else if (pass.asks() && wasAskedFor(point)) {
            block(Obstacle.UNCHANGED, point, null);
        } else {
            state.note(each -> each.acceptedAt(now()));
            count(each -> each.deleting(pass.deleting() + 1).accepted(pass.accepted() + 1));
        }
    }

    private void refused(RecoveryPoint point, DeletionAnswer.Refused refused) {
        if (refused.mayBeNesting() && !point.status().made()) {
            // Its backup job still runs.
            count(each -> each.waiting(pass.waiting() + 1));
        } else {
            block(Obstacle.of(refused.cause()), point, refused.mayBeNesting() ? refused.message() : null);
        }
    }

    private void block(Obstacle obstacle, RecoveryPoint point, @Nullable String said) {
        pass = pass.with(obstacle, point.arn(), said, obstacle == Obstacle.EXPIRED ? point.roleArn() : null);
        count(each -> each);
    }

    /** Whether the last pass that asked has asked for it: it had been made before. */
    private boolean wasAskedFor(RecoveryPoint point) {
        return Boolean.TRUE.equals(state.context().askedAll()) && !isNew(point);
    }

    // The end of a pass

    private Decision judge() {
        int found = pass.found();
        Integer before = state.context().remaining();
        boolean fewer = before == null || found < before;
        int initial = state.context().initial() == null ? 0 : state.context().initial();
        int more = before == null ? Math.max(0, found - initial) : Math.max(0, found - before);
        state.note(each -> each.pass(null).remaining(found).initial(initial + more));
        if (fewer || more > 0) {
            state.note(each -> each.progressAt(now()));
        }
        if (pass.asks()) {
            state.note(each -> each.askedAt(pass.startedAt()).askedAll(!pass.partial()));
        }
        if (found == 0) {
            return judgeEmpty();
        }
        state.note(each -> each.emptySince(null));
        boolean stuck = pass.asks()
                ? pass.stuck() == found && !pass.partial()
                : state.context().stuckSince() != null && pass.deleting() + pass.waiting() == 0;
        if (!stuck || (fewer && before != null)) {
            state.note(each -> each.stuckSince(null));
            return next();
        }
        if (state.context().stuckSince() == null) {
            state.note(each -> each.stuckSince(pass.startedAt()));
        }
        if (!pass.asks()
                || since(Objects.requireNonNull(state.context().stuckSince())).compareTo(grace()) < 0
                || stopJobs() > 0) {
            return next();
        }
        return stillFull();
    }

    private Duration grace() {
        return pass.blocked() == null
                ? Duration.ZERO
                : pass.blocked().keySet().stream()
                        .map(Obstacle::grace)
                        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Decision judgeEmpty() {
        int underWay = stopJobs() + invocation.services().vaults().runningCopies(vault.arn());
        if (underWay > 0) {
            state.note(each -> each.emptySince(null).active(true));
            return new Decision.Wait(
                    "The vault is empty, and %d jobs that make recovery points in it are under way".formatted(underWay),
                    Backoff.next(sinceProgress(), 0, false, invocation.wiring().roll()));
        }
        Duration quiet = Boolean.TRUE.equals(state.context().active()) ? QUIET_AFTER_NEWS : QUIET;
        Long since = state.context().emptySince();
        if (since == null) {
            state.note(each -> each.emptySince(now()));
            return new Decision.Wait("The vault is empty; it is looked at once more", quiet);
        }
        Duration so = Duration.ofMillis(Math.max(0, pass.startedAt() - since));
        return so.compareTo(quiet) >= 0
                ? new Decision.Done()
                : new Decision.Wait("The vault is empty; it is looked at once more", atLeastASecond(quiet.minus(so)));
    }

    private Decision next() {
        Duration delay =
                Backoff.next(sinceLastChange(), 0, false, invocation.wiring().roll());
        Long askedAt = state.context().askedAt();
        // What was accepted just now need not show it yet.
        boolean quiet = state.context().acceptedAt() == null
                || since(state.context().acceptedAt()).compareTo(Duration.ofMinutes(1)) >= 0;
        if (askedAt != null && quiet && pass.deleting() + pass.waiting() == 0) {
            // Nothing goes on by itself: the next pass is one that asks.
            delay = untilAskedAgain().minus(since(askedAt));
        }
        return new Decision.Wait(progress(), atLeastASecond(delay));
    }

    /** Stops the backup jobs that would put something into the vault; how many have not ended. */
    private int stopJobs() {
        List<BackupJob> jobs = invocation.services().vaults().runningJobs(vault.name());
        for (BackupJob job : jobs) {
            // One that cannot be stopped is waited for.
            if (job.state() != JobStatus.ABORTING && hasTime()) {
                invocation.services().points().stop(job.jobId());
            }
        }
        if (!jobs.isEmpty()) {
            state.note(each -> each.active(true));
        }
        return jobs.size();
    }

    // Time

    private boolean hasTime() {
        return invocation.wiring().clock().instant().isBefore(end);
    }

    private long now() {
        return invocation.wiring().clock().instant().toEpochMilli();
    }

    private Duration since(long then) {
        return Duration.ofMillis(Math.max(0, now() - then));
    }

    private Duration sinceProgress() {
        Long progressAt = state.context().progressAt();
        return progressAt == null ? Duration.ZERO : since(progressAt);
    }

    /** Of many deletes that take hours, one ends every few seconds: not each end may bring the polls of the first minute back. */
    private Duration sinceLastChange() {
        Long acceptedAt = state.context().acceptedAt();
        Duration part = acceptedAt == null ? Duration.ZERO : since(acceptedAt).dividedBy(POLLS);
        return part.compareTo(sinceProgress()) > 0 ? part : sinceProgress();
    }

    private Duration untilAskedAgain() {
        Duration half = sinceProgress().dividedBy(2);
        return half.compareTo(ASK_AGAIN) < 0
                ? ASK_AGAIN
                : half.compareTo(ASK_AGAIN_AT_LAST) > 0 ? ASK_AGAIN_AT_LAST : half;
    }

    private static Duration atLeastASecond(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : duration;
    }

    // Words

    /** Whether the requests of the operation's first pass were all denied, as far as it is, and so many. */
    private boolean isDenied(int least) {
        return state.context().remaining() == null
                && denial != null
                && gone == 0
                && pass.stuck() >= least
                && pass.found() == pass.stuck() + pass.waiting()
                && pass.blocked() != null
                && pass.blocked().keySet().equals(Set.of(Obstacle.DENIED));
    }

    private String denied() {
        return "Nothing was deleted from vault %s: %s Look at the vault's access policy, too: CDK's blockRecoveryPointDeletion denies it there."
                .formatted(vault.name(), denial);
    }

    private String progress() {
        return Report.progress(state.context(), pass, vault);
    }

    private Decision stillFull() {
        return new Decision.Failed(HandlerErrorCode.NotStabilized, Report.failure(invocation, vault, pass));
    }
}
