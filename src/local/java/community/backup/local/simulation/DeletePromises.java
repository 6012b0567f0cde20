package community.backup.local.simulation;

import static community.backup.local.simulation.Observer.promise;

import community.backup.local.awsbackup.Operation;
import community.backup.local.simulation.Invocation.Call;
import community.backup.local.simulation.Truth.Target;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a delete promises: it never says deleted when it is not, and it does not wait for what will not come. */
final class DeletePromises {
    private static final Set<String> SETTLED = Set.of("COMPLETED", "AVAILABLE", "STOPPED", "EXPIRED");
    /** Some looks that show EXPIRED, and some between them that are old or odd. */
    private static final Duration LONG_EXPIRED = Duration.ofHours(1);
    /** A request that was accepted need not be made again before this, so long as nothing was forgotten. */
    private static final Duration SOON = Duration.ofMinutes(4);

    private static final Duration NEAR_THE_DEADLINE = Duration.ofHours(35);

    private final Truth truth;
    private final Map<String, Instant> asked = new HashMap<>();
    private boolean heldBefore;

    DeletePromises(Truth truth) {
        this.truth = truth;
    }

    void after(Invocation invocation, Target target) {
        boolean saysGone = invocation.status().equals("SUCCESS") || invocation.errorCode().equals("NotFound");
        if (saysGone) {
            promise(!truth.exists(target), "deleted is said only of what is gone", invocation, target + " exists");
        }
        if (invocation.status().equals("IN_PROGRESS")) {
            waits(invocation);
        }
        repeats(invocation);
        stands(invocation);
        held(invocation, target);
    }

    void before(Target target) {
        heldBefore = isHeld(target);
    }

    private boolean isHeld(Target target) {
        return truth.point(target)
                .filter(point -> !point.legalHolds().isEmpty())
                .isPresent();
    }

    /** What AWS Backup has accepted stands, whatever it answers to the same request later. */
    private static void stands(Invocation invocation) {
        // Another call may fail the operation: one that is refused, or for minutes denied or answered oddly.
        boolean otherwise = invocation.metOddAnswer()
                || invocation.calls().stream()
                        .filter(call -> call.operation() != Operation.DELETE_RECOVERY_POINT)
                        .flatMap(call -> call.meaning().stream())
                        .anyMatch(EnumSet.of(Meaning.REFUSES, Meaning.DENIES, Meaning.NOBODY)::contains);
        boolean refusedAgain = invocation.calls(Operation.DELETE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.meaning().filter(Meaning.REFUSES::equals).isPresent()
                        && invocation.run()
                                .accepted()
                                .getOrDefault(call.subject(), Instant.MAX)
                                .isBefore(call.at()));
        promise(
                !refusedAgain
                        || otherwise
                        || !invocation.status().equals("FAILED")
                        || invocation.errorCode().equals("NotStabilized")
                        || invocation.run().disturbed()
                        || invocation.run().elapsed(invocation.end()).compareTo(NEAR_THE_DEADLINE) > 0,
                "an accepted request stands",
                invocation,
                invocation.answer());
    }

    /** A composite that cannot go keeps what is nested in it. */
    private void held(Invocation invocation, Target target) {
        String own = target.arn().orElse("");
        boolean refused = invocation.calls(Operation.DELETE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.subject().equals(own)
                        && call.fault().isEmpty()
                        && call.meaning().filter(Meaning.REFUSES::equals).isPresent());
        promise(
                !heldBefore
                        || !refused
                        || invocation.calls(Operation.DELETE_RECOVERY_POINT).stream()
                                .noneMatch(call -> call.ok() && !call.subject().equals(own)),
                "what is nested in a held composite is kept",
                invocation,
                invocation.calls(Operation.DELETE_RECOVERY_POINT));
    }

    /** A wait is for what passes: not for a denial, a refusal or what is EXPIRED for good. */
    private void waits(Invocation invocation) {
        if (invocation.met(Meaning.PASSES, Meaning.BUSY) || invocation.metOddAnswer()) {
            return;
        }
        List<Call> deletes = invocation.calls(Operation.DELETE_RECOVERY_POINT);
        String vault = invocation.properties().path("BackupVaultName").asText();
        for (Call call : invocation.calls()) {
            promise(
                    call.meaning()
                                    .filter(meaning -> meaning == Meaning.DENIES || meaning == Meaning.NOBODY)
                                    .isEmpty()
                            || !invocation.first()
                            || !truth.exists(vault)
                            || confirms(invocation, call),
                    "a denial of what never worked is not waited for",
                    invocation,
                    call);
        }
        if (!invocation.first() && invocation.met(Meaning.DENIES, Meaning.NOBODY)) {
            // New credentials and changed policies may take minutes to be known everywhere.
            return;
        }
        List<Call> looks = invocation.calls(Operation.DESCRIBE_RECOVERY_POINT);
        if (looks.isEmpty() || !looks.get(looks.size() - 1).fault().isEmpty()) {
            return;
        }
        Call look = looks.get(looks.size() - 1);
        // A composite waits for what is nested in it, and can go with the last of it.
        boolean composite = truth.world()
                .point(look.subject())
                .map(point -> point.type().name().matches("CLOUDFORMATION|EKS"))
                .orElse(true);
        boolean refused = deletes.stream()
                .anyMatch(call -> call.meaning().filter(Meaning.REFUSES::equals).isPresent());
        // An accepted request stands, whatever a repeated one is answered.
        Instant accepted = invocation.run().accepted().get(look.subject());
        promise(
                !refused || composite || accepted != null || !SETTLED.contains(look.status()),
                "a refusal is not waited for",
                invocation,
                deletes);
        promise(
                !look.status().equals("EXPIRED")
                        || accepted == null
                        || invocation.run().disturbed()
                        || truth.expiredFor(look.subject(), invocation.end()).compareTo(LONG_EXPIRED) < 0
                        || Duration.between(accepted, invocation.end()).compareTo(LONG_EXPIRED) < 0,
                "what is EXPIRED for long is not waited for",
                invocation,
                look);
    }

    /** One accepted request is enough, so long as no invocation was lost or ran beside another. */
    private void repeats(Invocation invocation) {
        for (Call call : invocation.calls(Operation.DELETE_RECOVERY_POINT)) {
            if (!call.ok()) {
                continue;
            }
            String key = invocation.run().name() + call.subject();
            Instant before = asked.put(key, call.at());
            promise(
                    before == null
                            || invocation.run().disturbed()
                            || Duration.between(before, call.at()).compareTo(SOON) >= 0
                            || confirms(invocation, call),
                    "an accepted request is not made again at once",
                    invocation,
                    call);
        }
    }

    /** Whether it is a request to prove what a look has not: that what was asked for before is gone. */
    private static boolean confirms(Invocation invocation, Call call) {
        // A denial of the request is followed by the question whether the vault is there.
        return (call.operation() == Operation.DELETE_RECOVERY_POINT || call.operation() == Operation.LIST_BACKUP_VAULTS)
                && invocation.calls().stream()
                        .takeWhile(earlier -> !earlier.equals(call))
                        .anyMatch(earlier -> earlier.operation() == Operation.DESCRIBE_RECOVERY_POINT
                                && invocation.run().accepted().containsKey(earlier.subject())
                                && earlier.status().isEmpty());
    }
}
