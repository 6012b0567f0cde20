package community.backup.local.simulation;

import java.util.List;
import java.util.stream.Stream;

/** All mutants of the handlers and tables that the simulation must detect. */
final class Mutants {
    private static final List<Mutant> OF_POINTS = List.of(
            // Proof of a deletion
            new Mutant(
                    "200 means deleted",
                    "recoverypoint/DeleteHandler.java",
                    "answer = Optional.of(ask(invocation, arn));",
                    "answer = Optional.of(ask(invocation, arn)); if (answer.get() instanceof DeletionAnswer.Accepted) { return new Decision.Done(); }"),
            new Mutant(
                    "AccessDenied means gone",
                    "service/aws/BackupCalls.java",
                    "return failure.withExistingVault(vaultName);",
                    "return ServiceFailure.missingVault(operation, vaultName);"),
            new Mutant(
                    "EXPIRED means done",
                    "wait/Deletion.java",
                    "return ExpiredCause.failure(point);",
                    "return new Decision.Done();"),
            new Mutant(
                    "nothing shown proves it, however young the recovery point is",
                    "recoverypoint/DeleteHandler.java",
                    "return seen.isEmpty() && !invocation.state().longMade() ? confirm(invocation, arn) : judge(invocation, seen);",
                    "return judge(invocation, seen);"),
            new Mutant(
                    "what its job is yet to make is missing",
                    "recoverypoint/DeleteHandler.java",
                    "if (job.isPresent() && !job.get().state().ended()) {",
                    "if (job.isPresent() && job.get().state().ended()) {"),
            new Mutant(
                    "what is known by its ARN is gone while its job makes it",
                    "recoverypoint/DeleteHandler.java",
                    "Optional<BackupJob> job = jobOf(invocation);",
                    "Optional<BackupJob> job = invocation.state().id() instanceof RecoveryPointId.OfArn ? Optional.empty() : jobOf(invocation);"),
            new Mutant(
                    "what is left of an unfinished composite is left",
                    "recoverypoint/DeleteHandler.java",
                    ".flatMap(ended -> UnfinishedComposite.delete(invocation, ended))",
                    ".flatMap(ended -> Optional.<Decision>empty())"),
            new Mutant(
                    "a job that is listed without an ARN makes nothing",
                    "service/aws/BackupRecoveryPoints.java",
                    "job.recoveryPointArn() == null && RecoveryPoint.canBeOf(",
                    "job.recoveryPointArn() != null && RecoveryPoint.canBeOf("),
            new Mutant(
                    "a job that is not listed yet makes nothing",
                    "recoverypoint/DeleteHandler.java",
                    "if (job.isEmpty() && mayBeUnlisted(invocation)) {",
                    "if (job.isEmpty() && invocation.state().id() instanceof RecoveryPointId.OfJob) {"),
            new Mutant(
                    "a job that is not shown yet is forgotten",
                    "recoverypoint/Resolution.java",
                    "Duration SHOWN = Duration.ofMinutes(10);",
                    "Duration SHOWN = Duration.ZERO;"),
            new Mutant(
                    "a job that is not found once is forgotten",
                    "recoverypoint/Resolution.java",
                    "if (job.createdAt().isAfter(now.minus(REMEMBERED))) {",
                    "if (job.createdAt().isAfter(now)) {"),
            new Mutant(
                    "an age counts from the beginning of a backup",
                    "recoverypoint/OperationState.java",
                    "Instant completed = time(model.getCompletionDate());",
                    "Instant completed = time(model.getCreationDate());"),
            new Mutant(
                    "a recovery point is as old as its job",
                    "recoverypoint/Resolution.java",
                    "return new Known(job.recoveryPointArn(), job.completedAt());",
                    "return new Known(job.recoveryPointArn(), job.createdAt());"),
            new Mutant(
                    "a job that runs leaves nothing",
                    "recoverypoint/Resolution.java",
                    "if (!job.state().ended() || job.state() == JobStatus.COMPLETED) {",
                    "if (job.state() == JobStatus.COMPLETED) {"),
            new Mutant(
                    "an unknown status is EXPIRED",
                    "service/PointStatus.java",
                    "        return UNKNOWN;",
                    "        return EXPIRED;"),
            new Mutant(
                    "an answer that cannot be ends an operation at once",
                    "wait/WaitPlan.java",
                    "DOUBT = Duration.ofMinutes(5);",
                    "DOUBT = Duration.ZERO;"),
            // Choice of the recovery point
            new Mutant(
                    "the first candidate for a forgotten job is taken",
                    "recoverypoint/Resolution.java",
                    "return new Unclear(List.copyOf(sought.candidates));",
                    "return new Known(sought.candidates.iterator().next(), to);"),
            new Mutant(
                    "a copy is a candidate for a forgotten job",
                    "recoverypoint/Resolution.java",
                    "                && point.sourceVaultArn() == null\n",
                    ""),
            new Mutant(
                    "a create believes the RecoveryPointId of its properties",
                    "recoverypoint/OperationState.java",
                    "boolean started = earlier != null && earlier.jobId() != null;",
                    "boolean started = true;"),
            new Mutant(
                    "the vault of another stack",
                    "recoverypoint/DeleteHandler.java",
                    "invocation.points().delete(invocation.vaultName(), arn)",
                    "invocation.points().delete(invocation.vaultName().replace(\"main\", \"prod\"), arn)"),
            // Waiting and time
            new Mutant(
                    "no grace for EXPIRED",
                    "wait/Deletion.java",
                    "GRACE = Duration.ofMinutes(2);",
                    "GRACE = Duration.ZERO;"),
            new Mutant(
                    "EXPIRED is waited for",
                    "wait/Deletion.java",
                    "GRACE = Duration.ofMinutes(2);",
                    "GRACE = Duration.ofDays(2);"),
            new Mutant(
                    "the request is made again at every look",
                    "wait/Deletion.java",
                    "REPEAT = Duration.ofMinutes(5);",
                    "REPEAT = Duration.ZERO;"),
            new Mutant(
                    "no time is left to say why",
                    "wait/WaitPlan.java",
                    "DELETE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofMinutes(10));",
                    "DELETE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofSeconds(1));"),
            new Mutant(
                    "the deadline is ten times too early",
                    "wait/WaitPlan.java",
                    "CREATE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofMinutes(10));",
                    "CREATE = new WaitPlan(Duration.ofMinutes(216), Duration.ofMinutes(210));"),
            new Mutant(
                    "the deadline counts from every invocation anew",
                    "wait/Stopwatch.java",
                    "return budget.minus(elapsed());",
                    "return budget;"),
            new Mutant(
                    "no jitter",
                    "wait/Backoff.java",
                    "Math.min(doubled, most)) * roll);",
                    "Math.min(doubled, most)) * 0.5 + 0 * roll);"),
            new Mutant(
                    "waits of an hour",
                    "wait/Backoff.java",
                    "CEILING = Duration.ofMinutes(10);",
                    "CEILING = Duration.ofHours(1);"),
            new Mutant(
                    "an invocation may take two minutes",
                    "service/aws/CallBudget.java",
                    "INVOCATION = Duration.ofSeconds(20);",
                    "INVOCATION = Duration.ofSeconds(120);"),
            new Mutant(
                    "the context is lost",
                    "handler/Outcomes.java",
                    ".callbackContext(state.context())\n",
                    ".callbackContext(null)\n"),
            // Meaning of errors
            new Mutant(
                    "a denial is tried again",
                    "failure/ErrorKind.java",
                    "return this == PASSING || this == BUSY;",
                    "return this == PASSING || this == BUSY || this == DENIED;"),
            new Mutant(
                    "one denial ends an operation",
                    "handler/Outcomes.java",
                    "case DENIED, UNAUTHENTICATED -> !state.first();",
                    "case DENIED, UNAUTHENTICATED -> false;"),
            new Mutant(
                    "a refused repeat undoes an accepted request",
                    "recoverypoint/DeleteHandler.java",
                    "return refusedAgain && acceptedBefore && !invocation.watch().isLastPoll() ? judge(invocation, seen) : decision;",
                    "return decision;"),
            new Mutant(
                    "a role that AWS does not know yet ends a create",
                    "failure/ErrorTable.java",
                    "&& roleNotAssumed(said)",
                    "&& said.isEmpty()"),
            new Mutant(
                    "throttling ends an operation",
                    "failure/ErrorTable.java",
                    "row(\"ThrottlingException\", Throttling, ErrorKind.PASSING, SLOW_DOWN),",
                    "row(\"ThrottlingException\", Throttling, ErrorKind.REFUSED, SLOW_DOWN),"),
            new Mutant(
                    "a lost answer ends an operation",
                    "failure/ErrorBoundary.java",
                    "new ServiceFailure(FailureCode.NO_ANSWER, ErrorKind.PASSING, message, e)",
                    "new ServiceFailure(FailureCode.NO_ANSWER, ErrorKind.REFUSED, message, e)"),
            new Mutant(
                    "an unknown error of the service ends an operation",
                    "failure/ErrorTable.java",
                    "if (httpStatus == 408 || httpStatus >= 500) {",
                    "if (httpStatus == 408 || httpStatus == 500) {"),
            new Mutant(
                    "an action under way ends an operation",
                    "failure/ErrorKind.java",
                    "return this == PASSING || this == BUSY;",
                    "return this == PASSING;"),
            new Mutant(
                    "what already exists is somebody else's",
                    "failure/ErrorTable.java",
                    "row(\"AlreadyExistsException\", GeneralServiceException,",
                    "row(\"AlreadyExistsException\", HandlerErrorCode.AlreadyExists,"),
            new Mutant(
                    "a failure is an internal one",
                    "recoverypoint/Invocation.java",
                    "            vaultName();",
                    "            vaultName(); if (state.first() && facts.operation() == Operation.UPDATE) { throw new IllegalStateException(); }"),
            // Composites and lists
            new Mutant(
                    "what is nested in a composite is left alone",
                    "recoverypoint/DeleteHandler.java",
                    "Decision decision = refused.mayBeNesting()",
                    "Decision decision = arn.isEmpty()"),
            new Mutant(
                    "what is nested in a held composite is deleted",
                    "recoverypoint/DeleteHandler.java",
                    "Decision decision = refused.mayBeNesting()",
                    "Decision decision = seen.get().isComposite()"),
            new Mutant(
                    "the second page is ignored in the code",
                    "service/aws/Listing.java",
                    "ended = token == null;",
                    "ended = true;"),
            new Mutant(
                    "an empty page is the end of a list",
                    "service/aws/Listing.java",
                    "ended = token == null;",
                    "ended = token == null || page.items().isEmpty();"),
            new Mutant(
                    "the second page is not told of in a list",
                    "recoverypoint/ListHandler.java",
                    ".nextToken(page.nextToken())",
                    ".nextToken(null)"),
            // Creates
            new Mutant(
                    "a new idempotency token for every call",
                    "service/aws/BackupRecoveryPoints.java",
                    ".idempotencyToken(order.token())",
                    ".idempotencyToken(order.token() + System.identityHashCode(order))"),
            new Mutant(
                    "a partial backup is a good one",
                    "wait/Creation.java",
                    "if (job.state() == JobStatus.COMPLETED && job.recoveryPointArn() != null) {",
                    "if (job.state().ended() && job.recoveryPointArn() != null) {"),
            new Mutant(
                    "the identity changes when the ARN is known",
                    "recoverypoint/PointLookup.java",
                    "                invocation.state().id(), point, reported,",
                    "                new RecoveryPointId.OfArn(point.arn()), point, reported,"),
            new Mutant(
                    "a wait has no identifier",
                    "handler/Outcomes.java",
                    ".resourceModel(state.model())\n",
                    ".resourceModel(null)\n"),
            new Mutant(
                    "a failed create loses what CloudFormation must delete",
                    "recoverypoint/CreateHandler.java",
                    "invocation.state().identify(accepted);",
                    "invocation.state().identify(new BackupOrder.Accepted(\"lost\", java.time.Instant.EPOCH, null));"),
            // Updates
            new Mutant(
                    "an update changes nothing",
                    "recoverypoint/UpdateHandler.java",
                    "        changes.apply(invocation.points(), point, invocation.tags());\n",
                    "        // Nothing.\n"),
            new Mutant(
                    "an update removes tags that are not its own",
                    "recoverypoint/Changes.java",
                    "Set<String> remove = new HashSet<>(formerTags.keySet());",
                    "Set<String> remove = new HashSet<>(tags.orElse(Map.of()).keySet());"),
            new Mutant(
                    "an update removes no tags",
                    "recoverypoint/Changes.java",
                    "tags.ifPresent(known -> remove.retainAll(known.keySet()));",
                    "remove.clear();"),
            new Mutant(
                    "an update forgets the stack's tags",
                    "recoverypoint/Tags.java",
                    "desired = merged(request.getDesiredResourceTags(), own);",
                    "desired = own;"),
            new Mutant(
                    "own tags that are denied are left out, as the stack's are",
                    "recoverypoint/Tags.java",
                    "failIfOwn(keys.stream().anyMatch(owned::containsKey), failure);",
                    "failIfOwn(false, failure);"),
            new Mutant(
                    "the lifecycle stays as AWS Backup reports it",
                    "service/PointLifecycle.java",
                    "deleteAfterDays == null ? other.deleteAfterDays : deleteAfterDays,",
                    "other.deleteAfterDays,"),
            // Log and context
            new Mutant(
                    "the log has the tags",
                    "recoverypoint/Handler.java",
                    ".with(\"first\", invocation.state().first())",
                    ".with(\"first\", invocation.state().first() + \" \" + invocation.tags().desired())"),
            new Mutant(
                    "the context has the tags",
                    "recoverypoint/OperationState.java",
                    "note(each -> each.errors(errors).doubtfulSince(doubtfulSince));",
                    "note(each -> each.errors(errors).jobId(context().jobId() == null ? String.valueOf(model.getTags()) : context().jobId()));"));

    static final List<Mutant> ALL =
            Stream.concat(OF_POINTS.stream(), VaultMutants.ALL.stream()).toList();

    private Mutants() {}
}
