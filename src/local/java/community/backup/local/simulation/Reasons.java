package community.backup.local.simulation;

import static community.backup.local.simulation.Observer.promise;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.Operation;
import community.backup.local.awsbackup.PointStatus;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.Invocation.Call;
import community.backup.local.simulation.Truth.Target;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Whether a failure has a reason that stays: nothing fails because of what passes, so long as there is time. */
final class Reasons {
    private static final Set<String> RETRIED_BY_CLOUDFORMATION =
            Set.of("Throttling", "NetworkFailure", "ServiceInternalError", "ResourceConflict", "InvalidCredentials");
    /** Of CloudFormation's time the handler leaves some to say its reason in, and uses nearly all of it. */
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(4);

    private static final Duration LEFT_AT_MOST = Duration.ofMinutes(12);
    /** A grace of two minutes, less what clocks may differ by. */
    private static final Duration GRACE = Duration.ofSeconds(75);

    /** A denial may pass for five minutes, less what clocks may differ by. */
    private static final Duration DENIED_LONG_ENOUGH = Duration.ofMinutes(4);

    /** AWS Backup keeps jobs for 28 days at least, less what clocks may differ by. */
    private static final Duration REMEMBERED = Duration.ofDays(28).minusMinutes(1);

    private static final Duration YOUNG = Duration.ofMinutes(25);

    private final Truth truth;
    private boolean existedBefore;
    private boolean candidateBefore;

    Reasons(Truth truth) {
        this.truth = truth;
    }

    void before(Invocation invocation, Target target) {
        existedBefore = truth.exists(target);
        candidateBefore = candidate(invocation, target);
        if (target.job()
                .filter(job -> Duration.between(job.end(), invocation.begin()).compareTo(YOUNG) < 0)
                .isPresent()) {
            invocation.run().disturb();
        }
    }

    /** Whether a look in the operation can have shown what was so before. */
    boolean lookMayBeOld(Invocation invocation) {
        return invocation.calls().stream().anyMatch(call -> call.fault().equals("stale"));
    }

    void check(Invocation invocation, Target target) {
        promise(reason(invocation, target), "nothing fails while its cause can pass", invocation, invocation.answer());
    }

    private boolean reason(Invocation invocation, Target target) {
        if (invocation.errorCode().equals("InvalidRequest") && invocation.message().contains(" Candidates: ")) {
            return !isRemembered(invocation, target) && (candidateBefore || candidate(invocation, target) || lookMayBeOld(invocation));
        }
        if (invocation.calls().stream().anyMatch(call -> lasts(invocation, call))) {
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

    /** Whether AWS Backup cannot have forgotten the target's job, whatever one answer says. */
    private static boolean isRemembered(Invocation invocation, Target target) {
        return target.job()
                .filter(job -> Duration.between(job.created(), invocation.begin()).compareTo(REMEMBERED) < 0)
                .isPresent();
    }

    /** Whether an error is a reason that stays. */
    private static boolean lasts(Invocation invocation, Call call) {
        return switch (call.meaning().orElse(Meaning.PASSES)) {
            case PASSES, BUSY -> false;
            case REFUSES -> true;
            // AWS Backup knows every job of the last weeks, whatever one answer says.
            case MISSING ->
                call.operation() != Operation.DESCRIBE_BACKUP_JOB
                        || call.fault().isEmpty();
            case DENIES, NOBODY ->
                invocation.first()
                        || invocation.action() == Action.READ
                        || invocation.action() == Action.LIST
                        || invocation.run().disturbed()
                        || invocation.run().deniedFor(invocation.end()).compareTo(DENIED_LONG_ENOUGH) >= 0;
        };
    }

    /** Whether no time was left for another look; far less of it, or none, is a reason of no kind. */
    private static boolean deadline(Invocation invocation) {
        if (invocation.action() == Action.READ
                || invocation.action() == Action.LIST
                || !invocation.errorCode().equals("NotStabilized")) {
            return false;
        }
        Duration timeout = invocation.action() == Action.UPDATE ? Duration.ofHours(2) : Duration.ofHours(36);
        Duration left = timeout.minus(invocation.run().elapsed(invocation.end()));
        // An invocation that died or stood still is made again a minute later.
        Duration least = invocation.run().disturbed() ? Duration.ZERO : LEFT_AT_LEAST;
        return left.compareTo(least) >= 0 && left.compareTo(LEFT_AT_MOST) <= 0;
    }

    private static boolean retried(Invocation invocation) {
        return RETRIED_BY_CLOUDFORMATION.contains(invocation.errorCode());
    }

    private boolean create(Invocation invocation, Target target) {
        JsonNode wanted = invocation.properties();
        boolean unnamed = invocation.answer()
                .path("resourceModel")
                .path("RecoveryPointId")
                .asText("")
                .isEmpty();
        if (retried(invocation)) {
            // Before it has an identity there is no later invocation to leave an error to.
            return unnamed;
        }
        if (PointDeclaration.isInvalid(wanted) || PointDeclaration.isIncomplete(wanted)) {
            return invocation.errorCode().equals("InvalidRequest") && invocation.calls().isEmpty();
        }
        return target.job()
                .filter(job -> !job.state().active() && job.state() != JobState.COMPLETED)
                .isPresent();
    }

    private boolean update(Invocation invocation, Target target) {
        boolean deleting = truth.point(target)
                        .filter(point -> point.status() == PointStatus.DELETING)
                        .isPresent()
                || invocation.calls().stream().anyMatch(call -> call.status().equals("DELETING"));
        return missing(invocation, target)
                || PointDeclaration.isInvalid(invocation.properties())
                || (invocation.errorCode().equals("NotUpdatable")
                        && (deleting
                                || lookMayBeOld(invocation)
                                || target.arn().filter(PointDeclaration::untaggable).isPresent()));
    }

    private boolean delete(Invocation invocation, Target target) {
        if (invocation.errorCode().equals("NotStabilized")) {
            return expired(invocation);
        }
        return missing(invocation, target);
    }

    /** Something of the target is EXPIRED, and was asked for long enough ago. */
    private boolean expired(Invocation invocation) {
        Instant now = invocation.end();
        return truth.expired(invocation.run().subjects())
                && invocation.run().accepted().entrySet().stream()
                        .anyMatch(asked -> invocation.run().subjects().contains(asked.getKey())
                                && Duration.between(asked.getValue(), now).compareTo(GRACE) >= 0);
    }

    private boolean candidate(Invocation invocation, Target target) {
        return invocation.properties().path("RecoveryPointId").asText().startsWith("backup-job/")
                && target.job()
                        .filter(job -> truth.holdsCandidate(
                                job, invocation.properties().path("ResourceArn").asText()))
                        .isPresent();
    }

    /** Nothing has the ARN that a read asks for, though a job may be about to make it. */
    private boolean notShownYet(Invocation invocation, Target target) {
        boolean byArn = !invocation.properties().path("RecoveryPointId").asText().startsWith("backup-job/");
        return invocation.errorCode().equals("NotFound") && byArn && truth.point(target).isEmpty();
    }

    /** It is not there, or was not at any time that a look may have shown. */
    private boolean missing(Invocation invocation, Target target) {
        return invocation.errorCode().equals("NotFound") && (!existedBefore || !truth.exists(target) || lookMayBeOld(invocation));
    }
}
