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

    void before(Invocation it, Target target) {
        existedBefore = truth.exists(target);
        candidateBefore = candidate(it, target);
        if (target.job()
                .filter(job -> Duration.between(job.end(), it.begin()).compareTo(YOUNG) < 0)
                .isPresent()) {
            it.run().disturb();
        }
    }

    /** Whether a look in the operation can have shown what was so before. */
    boolean lookMayBeOld(Invocation it) {
        return it.calls().stream().anyMatch(call -> call.mishap().equals("stale"));
    }

    void check(Invocation it, Target target) {
        promise(reason(it, target), "nothing fails while its cause can pass", it, it.answer());
    }

    private boolean reason(Invocation it, Target target) {
        if (it.errorCode().equals("InvalidRequest") && it.message().contains(" Candidates: ")) {
            return !isRemembered(it, target) && (candidateBefore || candidate(it, target) || lookMayBeOld(it));
        }
        if (it.calls().stream().anyMatch(call -> lasts(it, call))) {
            return true;
        }
        if (deadline(it)) {
            return it.errorCode().equals("NotStabilized");
        }
        return switch (it.action()) {
            case CREATE -> create(it, target);
            case READ -> missing(it, target) || notShownYet(it, target) || retried(it);
            case UPDATE -> update(it, target);
            case DELETE -> delete(it, target);
            case LIST -> retried(it);
        };
    }

    /** Whether AWS Backup cannot have forgotten the target's job, whatever one answer says. */
    private static boolean isRemembered(Invocation it, Target target) {
        return target.job()
                .filter(job -> Duration.between(job.created(), it.begin()).compareTo(REMEMBERED) < 0)
                .isPresent();
    }

    /** Whether an error is a reason that stays. */
    private static boolean lasts(Invocation it, Call call) {
        return switch (call.meaning().orElse(Meaning.PASSES)) {
            case PASSES, BUSY -> false;
            case REFUSES -> true;
            // AWS Backup knows every job of the last weeks, whatever one answer says.
            case MISSING ->
                call.operation() != Operation.DESCRIBE_BACKUP_JOB
                        || call.mishap().isEmpty();
            case DENIES, NOBODY ->
                it.first()
                        || it.action() == Action.READ
                        || it.action() == Action.LIST
                        || it.run().disturbed()
                        || it.run().deniedFor(it.end()).compareTo(DENIED_LONG_ENOUGH) >= 0;
        };
    }

    /** Whether no time was left for another look; far less of it, or none, is a reason of no kind. */
    private static boolean deadline(Invocation it) {
        if (it.action() == Action.READ
                || it.action() == Action.LIST
                || !it.errorCode().equals("NotStabilized")) {
            return false;
        }
        Duration timeout = it.action() == Action.UPDATE ? Duration.ofHours(2) : Duration.ofHours(36);
        Duration left = timeout.minus(it.run().elapsed(it.end()));
        // An invocation that died or stood still is made again a minute later.
        Duration least = it.run().disturbed() ? Duration.ZERO : LEFT_AT_LEAST;
        return left.compareTo(least) >= 0 && left.compareTo(LEFT_AT_MOST) <= 0;
    }

    private static boolean retried(Invocation it) {
        return RETRIED_BY_CLOUDFORMATION.contains(it.errorCode());
    }

    private boolean create(Invocation it, Target target) {
        JsonNode wanted = it.properties();
        boolean unnamed = it.answer()
                .path("resourceModel")
                .path("RecoveryPointId")
                .asText("")
                .isEmpty();
        if (retried(it)) {
            // Before it has an identity there is no later invocation to leave an error to.
            return unnamed;
        }
        if (Wish.isImpossible(wanted) || Wish.isIncomplete(wanted)) {
            return it.errorCode().equals("InvalidRequest") && it.calls().isEmpty();
        }
        return target.job()
                .filter(job -> !job.state().active() && job.state() != JobState.COMPLETED)
                .isPresent();
    }

    private boolean update(Invocation it, Target target) {
        boolean deleting = truth.point(target)
                        .filter(point -> point.status() == PointStatus.DELETING)
                        .isPresent()
                || it.calls().stream().anyMatch(call -> call.status().equals("DELETING"));
        return missing(it, target)
                || Wish.isImpossible(it.properties())
                || (it.errorCode().equals("NotUpdatable")
                        && (deleting
                                || lookMayBeOld(it)
                                || target.arn().filter(Wish::untaggable).isPresent()));
    }

    private boolean delete(Invocation it, Target target) {
        if (it.errorCode().equals("NotStabilized")) {
            return expired(it);
        }
        return missing(it, target);
    }

    /** Something of the target is EXPIRED, and was asked for long enough ago. */
    private boolean expired(Invocation it) {
        Instant now = it.end();
        return truth.expired(it.run().subjects())
                && it.run().accepted().entrySet().stream()
                        .anyMatch(asked -> it.run().subjects().contains(asked.getKey())
                                && Duration.between(asked.getValue(), now).compareTo(GRACE) >= 0);
    }

    private boolean candidate(Invocation it, Target target) {
        return it.properties().path("RecoveryPointId").asText().startsWith("backup-job/")
                && target.job()
                        .filter(job -> truth.holdsCandidate(
                                job, it.properties().path("ResourceArn").asText()))
                        .isPresent();
    }

    /** Nothing has the ARN that a read asks for, though a job may be about to make it. */
    private boolean notShownYet(Invocation it, Target target) {
        boolean byArn = !it.properties().path("RecoveryPointId").asText().startsWith("backup-job/");
        return it.errorCode().equals("NotFound") && byArn && truth.point(target).isEmpty();
    }

    /** It is not there, or was not at any time that a look may have shown. */
    private boolean missing(Invocation it, Target target) {
        return it.errorCode().equals("NotFound") && (!existedBefore || !truth.exists(target) || lookMayBeOld(it));
    }
}
