package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
import community.backup.failure.FailureCode;
import community.backup.failure.ServiceFailure;
import community.backup.service.DeletionAnswer;
import community.backup.service.Page;
import community.backup.service.PointQuery;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import community.backup.wait.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Empties a vault in passes over its list. A pass that asks ({@link Pass#asks}) sends a delete request for each recovery point, and for
 * nested ones before their composite. The passes in between poll. They send requests only for new recovery points and for composites.
 * {@link PassResult} decides what follows.
 */
final class Sweep {
    static final int MOST_RESULTS = 1000;

    /** If AWS Backup denies this many requests and accepts none, the delete fails at once. */
    private static final int DENIALS = 3;

    /** This many failed requests in a row end an invocation, because AWS Backup seems to be unavailable. */
    private static final int ERRORS = 3;

    /** The most backup plans that the callback context keeps, to name them in a failure. */
    private static final int PLANS = 2;

    private final ContentsInvocation invocation;
    private final ContentsState state;
    private final Vault vault;
    private final SweepSchedule schedule;
    private final WorkTime time;
    private final RunningJobs jobs;
    private final Pace pace;
    private Pass pass;
    private boolean sawOneGone;
    private int errorsInARow;

    /** AWS Backup's message about the last denied request; null if it has denied none. */
    private @Nullable String denial;

    Sweep(ContentsInvocation invocation, Vault vault) {
        this.invocation = invocation;
        this.state = invocation.state();
        this.vault = vault;
        this.schedule = new SweepSchedule(
                state, invocation.wiring().clock(), invocation.wiring().roll());
        this.time = new WorkTime(invocation.wiring(), invocation.watch().now());
        this.jobs = new RunningJobs(invocation, vault, time);
        this.pace = new Pace(
                invocation.wiring().clock(),
                invocation.wiring().pause(),
                state.context().pace());
        Pass kept = state.context().pass();
        this.pass = kept != null
                ? kept
                : Pass.builder()
                        .startedAt(schedule.now())
                        .asks(schedule.requestsAreDue())
                        .build();
    }

    /** Does this invocation's part of the sweep, and decides how the operation continues. */
    Decision run() {
        if (state.context().initial() == null) {
            state.note(each -> each.initial(vault.points() == null ? 0 : Math.toIntExact(vault.points()))
                    .progressAt(schedule.now()));
            jobs.stop();
            jobs.beginAnew();
        }
        boolean complete;
        try {
            complete = list();
        } finally {
            state.note(each -> each.pass(pass).pace(pace.perMinute()));
        }
        if (isDenied(complete ? 1 : DENIALS)) {
            return new Decision.Failed(FailureCode.DENIED, denied());
        }
        PassResult result = new PassResult(invocation, vault, schedule, jobs, pass);
        Decision decision = complete
                ? result.decide()
                : new Decision.Wait(Report.progress(state.context(), pass, vault), Duration.ofSeconds(1));
        return decision instanceof Decision.Wait && invocation.watch().isLastPoll() ? result.failed() : decision;
    }

    /**
     * Continues the pass. Returns false if the pass is not complete, because the invocation has no time left or AWS Backup denies the
     * requests.
     */
    private boolean list() {
        do {
            Page<RecoveryPoint> page = page();
            List<RecoveryPoint> points = page.items();
            for (RecoveryPoint point : points.subList(start(points), points.size())) {
                if (!time.isLeft() || !visit(point)) {
                    return false;
                }
                pass = pass.toBuilder().position(point.arn()).build();
                if (isDenied(DENIALS)) {
                    return false;
                }
            }
            pass = pass.toBuilder().page(page.nextToken()).position(null).build();
        } while (pass.page() != null && time.isLeft());
        return pass.page() == null;
    }

    private Page<RecoveryPoint> page() {
        try {
            return page(PointQuery.ofVault(vault.name()), pass.page());
        } catch (ServiceFailure failure) {
            if (pass.page() != null && failure.kind() == ErrorKind.REFUSED) {
                // The token has expired, so the pass starts over.
                pass = pass.toBuilder().page(null).position(null).partial(true).build();
                throw failure.restartsListing();
            }
            throw failure;
        }
    }

    private Page<RecoveryPoint> page(PointQuery query, @Nullable String token) {
        return time.retryThrottled(() -> invocation.services().points().page(query.from(token, MOST_RESULTS)));
    }

    /** The index at which the page continues: after the last handled recovery point, or 0 if the page no longer has that one. */
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
        pass = pass.asPartial();
        return 0;
    }

    /** Counts a recovery point, and sends a request for it if one is due. Returns false if there is no time left for the request. */
    private boolean visit(RecoveryPoint point) {
        noteNewRecoveryPoint(point);
        if (point.status() == PointStatus.DELETING) {
            pass = pass.withDeleting();
            return true;
        }
        if (point.status() == PointStatus.CREATING) {
            state.note(each -> each.active(true));
            pass = pass.withWaiting();
            return true;
        }
        if ((point.isClusterState() && !isSettled()) || (point.isComposite() && holdsNested(point))) {
            pass = pass.withWaiting();
            return true;
        }
        boolean expired = point.status() == PointStatus.EXPIRED;
        boolean composite = point.isComposite() && !expired && state.context().finalPass() == null;
        if (!pass.asks() && !isNew(point) && !composite) {
            pass = pass.withOther();
            return true;
        }
        if (expired && !isNew(point) && !schedule.expiredIsDue()) {
            pass = withExpired(point);
            return true;
        }
        return ask(point);
    }

    private Pass withExpired(RecoveryPoint point) {
        return pass.withBlocked(Obstacle.EXPIRED, point.arn(), point.statusMessage(), point.roleArn());
    }

    /** Notes whether the recovery point was created during the operation, and which backup plan made it. */
    private void noteNewRecoveryPoint(RecoveryPoint point) {
        Instant created = point.createdAt();
        if (created == null || !created.isAfter(invocation.watch().startedAt())) {
            return;
        }
        List<String> plans =
                new ArrayList<>(Objects.requireNonNullElse(state.context().plans(), List.of()));
        String plan = point.planId();
        if (plan != null && plans.size() < PLANS && !plans.contains(plan)) {
            plans.add(plan);
        }
        state.note(each -> each.active(true).plans(plans.isEmpty() ? null : plans));
    }

    /** Whether the recovery point was made after the last pass that asks began; true if that is not known. */
    private boolean isNew(RecoveryPoint point) {
        Instant made = point.madeAt();
        // If clocks differ, the completion date can be in the future. Then the creation date counts.
        Instant known = made != null && made.toEpochMilli() > schedule.now() ? point.createdAt() : made;
        Long askedAt = state.context().askedAt();
        return known == null || askedAt == null || known.toEpochMilli() >= askedAt;
    }

    /**
     * Whether the number of recovery points has not changed for {@link Deletion#GRACE}. Then recovery points that wait for another one get
     * a request anyway.
     */
    private boolean isSettled() {
        return schedule.sinceProgress().compareTo(Deletion.GRACE) >= 0;
    }

    /**
     * Whether a composite has to wait for its nested recovery points. AWS Backup deletes the cluster state of an EKS backup with its
     * composite, so the composite does not wait for that.
     */
    private boolean holdsNested(RecoveryPoint composite) {
        PointQuery query = PointQuery.nestedIn(vault.name(), composite.arn());
        boolean settled = isSettled();
        String token = null;
        do {
            Page<RecoveryPoint> page = page(query, token);
            // If AWS Backup ignored the filter, the composite would wait for ever.
            boolean holds = page.items().stream()
                    .filter(point -> composite.arn().equals(point.parentArn()))
                    .filter(point -> !point.isClusterState())
                    .anyMatch(point -> !settled || !point.status().made());
            if (holds) {
                return true;
            }
            // An empty page with a token is not the end of the list.
            token = page.nextToken();
        } while (token != null && time.isLeft());
        return token != null;
    }

    private boolean ask(RecoveryPoint point) {
        while (time.isLeft()) {
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

    private void answered(RecoveryPoint point, DeletionAnswer answer) {
        if (answer instanceof DeletionAnswer.Missing) {
            // For example a composite: AWS Backup may delete it with its last nested recovery point.
            sawOneGone = true;
        } else if (answer instanceof DeletionAnswer.Busy) {
            pass = pass.withDeleting();
        } else if (answer instanceof DeletionAnswer.Refused refused) {
            refused(point, refused);
        } else if (point.status() == PointStatus.EXPIRED) {
            pass = withExpired(point);
        } else if (pass.asks() && wasAskedFor(point)) {
            pass = pass.withBlocked(Obstacle.UNCHANGED, point.arn(), null, null);
        } else {
            state.note(each -> each.acceptedAt(schedule.now()));
            pass = pass.withDeleting();
        }
    }

    private void refused(RecoveryPoint point, DeletionAnswer.Refused refused) {
        boolean jobMayRun = refused.mayBeNesting() && !point.status().made();
        pass = jobMayRun
                ? pass.withWaiting()
                : pass.withBlocked(
                        Obstacle.of(refused.cause()),
                        point.arn(),
                        refused.mayBeNesting() ? refused.message() : null,
                        null);
    }

    /**
     * Counts a recovery point whose request failed, so that the others need not wait for it.
     *
     * @throws ServiceFailure if too many requests in a row have failed
     */
    private void failed(RecoveryPoint point, ServiceFailure failure) {
        if (failure.kind() == ErrorKind.DENIED) {
            denial = failure.getMessage();
            pass = pass.withBlocked(Obstacle.DENIED, point.arn(), null, null);
            return;
        }
        errorsInARow++;
        if (errorsInARow >= ERRORS) {
            throw failure;
        }
        pass = pass.withWaiting().asPartial();
    }

    /** Whether the last pass that asks sent a request for the recovery point. */
    private boolean wasAskedFor(RecoveryPoint point) {
        return Boolean.TRUE.equals(state.context().askedAll()) && !isNew(point);
    }

    /** Whether AWS Backup has denied every request of the first pass so far, and at least {@code least} of them. */
    private boolean isDenied(int least) {
        return state.context().remaining() == null
                && denial != null
                && !sawOneGone
                && pass.blockedCount() >= least
                && pass.found() == pass.blockedCount() + pass.waiting()
                && pass.obstacles().keySet().equals(Set.of(Obstacle.DENIED));
    }

    private String denied() {
        return "Nothing was deleted from vault %s: %s Check the vault's access policy, too: CDK's blockRecoveryPointDeletion denies the action there."
                .formatted(vault.name(), denial);
    }
}
