package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.GroundTruth.TargetPoint;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The promise of every failure: it has a permanent cause, or no time is left to retry. */
final class FailurePromises {
    private static final Set<String> RETRIED_BY_CLOUDFORMATION =
            Set.of("Throttling", "NetworkFailure", "ServiceInternalError", "ResourceConflict", "InvalidCredentials");
    /** The handler fails shortly before CloudFormation times out, so that its reason is reported. */
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(4);

    private static final Duration LEFT_AT_MOST = Duration.ofMinutes(12);
    /** A grace of two minutes, less the clock skew. */
    private static final Duration GRACE = Duration.ofSeconds(75);

    /** Handlers retry a denial for five minutes, less the clock skew. */
    private static final Duration DENIED_LONG_ENOUGH = Duration.ofMinutes(4);

    /** AWS Backup keeps jobs for at least 28 days, less the clock skew. */
    private static final Duration REMEMBERED = Duration.ofDays(28).minusMinutes(1);

    private static final Duration RECENT = Duration.ofMinutes(25);

    private final GroundTruth truth;
    private boolean existedBefore;
    /**
     * The operations in which a list could show a candidate. If a list takes several invocations, it keeps candidates
     * of earlier pages.
     */
    private final Set<String> withCandidate = new HashSet<>();

    FailurePromises(GroundTruth truth) {
        this.truth = truth;
    }

    void before(SimulatedInvocation invocation, TargetPoint target) {
        existedBefore = truth.exists(target);
        if (candidate(invocation, target)) {
            withCandidate.add(invocation.run().name());
        }
        if (target.job()
                .filter(job -> Duration.between(job.end(), invocation.begin()).compareTo(RECENT) < 0)
                .isPresent()) {
            invocation.run().disturb();
        }
    }

    /** Whether a read of this invocation was stale. */
    boolean readMayBeStale(SimulatedInvocation invocation) {
        return invocation.calls().stream().anyMatch(call -> call.fault().equals("stale"));
    }

    void check(SimulatedInvocation invocation, TargetPoint target) {
        promise(reason(invocation, target), "nothing fails while its cause can pass", invocation, invocation.answer());
    }

    private boolean reason(SimulatedInvocation invocation, TargetPoint target) {
        if (invocation.errorCode().equals("InvalidRequest")
                && invocation.message().contains(" Candidates: ")) {
            return !isRemembered(invocation, target)
                    && (withCandidate.contains(invocation.run().name())
                            || candidate(invocation, target)
                            || readMayBeStale(invocation));
        }
        if (invocation.calls().stream().anyMatch(call -> isPermanent(invocation, call))) {
            return true;
        }
        if (invocation.gotMalformedAnswer()
                && invocation.run().deniedFor(invocation.end()).compareTo(DENIED_LONG_ENOUGH) >= 0) {
            // The handler counts the minutes of denials and of malformed answers together.
            return true;
        }
        if (deadline(invocation)) {
            return invocation.errorCode().equals("NotStabilized");
        }
        return switch (invocation.action()) {
            case CREATE -> create(invocation, target);
            case READ -> missing(invocation, target) || notShownYet(invocation, target) || retried(invocation);
            case UPDATE -> update(invocation, target);
            case DELETE -> delete(invocation, target);
            case LIST -> retried(invocation);
        };
    }

    /** Whether AWS Backup must still have the record of the target's job. */
    private static boolean isRemembered(SimulatedInvocation invocation, TargetPoint target) {
        return target.job()
                .filter(job ->
                        Duration.between(job.created(), invocation.begin()).compareTo(REMEMBERED) < 0)
                .isPresent();
    }

    /** Whether an error is permanent. */
    private static boolean isPermanent(SimulatedInvocation invocation, ObservedCall call) {
        return switch (call.meaning().orElse(Meaning.PASSES)) {
            case PASSES, BUSY -> false;
            case REFUSES -> true;
            // AWS Backup has the records of all jobs of the last weeks, even if an injected fault hides one.
            case MISSING ->
                call.operation() != BackupOperation.DESCRIBE_BACKUP_JOB
                        || call.fault().isEmpty();
            case DENIES, NOT_AUTHENTICATED ->
                invocation.first()
                        || invocation.action() == Action.READ
                        || invocation.action() == Action.LIST
                        || invocation.run().disturbed()
                        || invocation.run().deniedFor(invocation.end()).compareTo(DENIED_LONG_ENOUGH) >= 0;
        };
    }

    /** Whether the handler timed out: it must fail shortly before the deadline of CloudFormation. */
    static boolean deadline(SimulatedInvocation invocation) {
        if (invocation.action() == Action.READ
                || invocation.action() == Action.LIST
                || !invocation.errorCode().equals("NotStabilized")) {
            return false;
        }
        Duration timeout = invocation.action() == Action.UPDATE ? Duration.ofHours(2) : Duration.ofHours(36);
        Duration left = timeout.minus(invocation.run().elapsed(invocation.end()));
        // CloudFormation repeats a lost invocation a minute later.
        Duration least = invocation.run().disturbed() ? Duration.ZERO : LEFT_AT_LEAST;
        return left.compareTo(least) >= 0 && left.compareTo(LEFT_AT_MOST) <= 0;
    }

    static boolean retried(SimulatedInvocation invocation) {
        return RETRIED_BY_CLOUDFORMATION.contains(invocation.errorCode());
    }

    private boolean create(SimulatedInvocation invocation, TargetPoint target) {
        JsonNode properties = invocation.properties();
        boolean unnamed = invocation
                .answer()
                .path("resourceModel")
                .path("RecoveryPointId")
                .asText("")
                .isEmpty();
        if (retried(invocation)) {
            // Without an identifier, no later invocation can retry.
            return unnamed;
        }
        if (PointDeclaration.isInvalid(properties) || PointDeclaration.isIncomplete(properties)) {
            return invocation.errorCode().equals("InvalidRequest")
                    && invocation.calls().isEmpty();
        }
        return target.job()
                .filter(job -> !job.state().active() && job.state() != JobState.COMPLETED)
                .isPresent();
    }

    private boolean update(SimulatedInvocation invocation, TargetPoint target) {
        boolean deleting = truth.point(target)
                        .filter(point -> point.status() == StoredPointStatus.DELETING)
                        .isPresent()
                || invocation.calls().stream().anyMatch(call -> call.status().equals("DELETING"));
        return missing(invocation, target)
                || PointDeclaration.isInvalid(invocation.properties())
                || (invocation.errorCode().equals("NotUpdatable")
                        && (deleting
                                || readMayBeStale(invocation)
                                || target.arn()
                                        .filter(PointDeclaration::untaggable)
                                        .isPresent()));
    }

    private boolean delete(SimulatedInvocation invocation, TargetPoint target) {
        if (invocation.errorCode().equals("NotStabilized")) {
            return expired(invocation);
        }
        return missing(invocation, target);
    }

    /** A recovery point of the target is EXPIRED, and its delete was accepted long enough ago. */
    private boolean expired(SimulatedInvocation invocation) {
        Instant now = invocation.end();
        return truth.expired(invocation.run().subjects())
                && invocation.run().accepted().entrySet().stream()
                        .anyMatch(accepted -> invocation.run().subjects().contains(accepted.getKey())
                                && Duration.between(accepted.getValue(), now).compareTo(GRACE) >= 0);
    }

    private boolean candidate(SimulatedInvocation invocation, TargetPoint target) {
        return invocation.properties().path("RecoveryPointId").asText().startsWith("backup-job/")
                && target.job()
                        .filter(job -> truth.holdsCandidate(
                                job, invocation.properties().path("ResourceArn").asText()))
                        .isPresent();
    }

    /** No recovery point has the ARN of the read, although a job may be creating it. */
    private boolean notShownYet(SimulatedInvocation invocation, TargetPoint target) {
        boolean byArn =
                !invocation.properties().path("RecoveryPointId").asText().startsWith("backup-job/");
        return invocation.errorCode().equals("NotFound")
                && byArn
                && truth.point(target).isEmpty();
    }

    /** The target does not exist, or did not exist at a time that a read may have shown. */
    private boolean missing(SimulatedInvocation invocation, TargetPoint target) {
        return invocation.errorCode().equals("NotFound")
                && (!existedBefore || !truth.exists(target) || readMayBeStale(invocation));
    }
}
