package community.backup.local.simulation;

import java.util.List;

/** The mutants of the handlers for the contents of vaults. */
final class VaultMutants {
    private static final String SWEEP = "vaultcontents/Sweep.java";
    private static final String RESULT = "vaultcontents/PassResult.java";
    private static final String JOBS = "vaultcontents/RunningJobs.java";
    private static final String RULE = "vaultcontents/EmptyingRule.java";
    private static final String CREATE = "vaultcontents/CreateHandler.java";
    private static final String DELETE = "vaultcontents/DeleteHandler.java";

    static final List<Mutant> ALL = List.of(
            // Proof that a vault is empty
            new Mutant(
                    "only the first page of a vault is read",
                    SWEEP,
                    "pass = pass.toBuilder().page(page.nextToken()).position(null).build();",
                    "pass = pass.toBuilder().page(null).position(null).build();"),
            new Mutant(
                    "an empty page is the end of the list of a vault",
                    SWEEP,
                    "pass = pass.toBuilder().page(page.nextToken()).position(null).build();",
                    "pass = pass.toBuilder().page(points.isEmpty() ? null : page.nextToken()).position(null).build();"),
            new Mutant(
                    "the first empty list is the end",
                    RESULT,
                    "return between.compareTo(quiet) >= 0",
                    "return between.compareTo(Duration.ZERO) >= 0"),
            new Mutant("a refused request counts as done", SWEEP, "pass = jobMayRun", "Pass counted = jobMayRun"),
            new Mutant(
                    "running backup jobs are ignored",
                    "vaultcontents/JobSearch.java",
                    "START = new JobSearch(0,",
                    "START = new JobSearch(JobList.ALL.indexOf(JobList.COPY_CREATED),"),
            new Mutant(
                    "running copies are ignored",
                    JOBS,
                    "return search(ALL_LISTS, true);",
                    "return search(LISTS_OF_BACKUPS, true);"),
            new Mutant(
                    "the mark stays on an emptied vault",
                    DELETE,
                    "if (decision instanceof Decision.Done) {",
                    "if (decision instanceof Decision.Done && vault.name().isEmpty()) {"),
            // Waiting
            new Mutant(
                    "what waits for another recovery point waits for ever",
                    SWEEP,
                    "return schedule.sinceProgress().compareTo(Deletion.GRACE) >= 0;",
                    "return false;"),
            new Mutant(
                    "only the first page of nested recovery points is read",
                    SWEEP,
                    "} while (token != null && time.isLeft());",
                    "} while (false);"),
            new Mutant(
                    "a held recovery point is retried for ever",
                    RESULT,
                    "jobs.stop().equals(OptionalInt.of(0))",
                    "jobs.stop().equals(OptionalInt.of(-1))"),
            new Mutant(
                    "an obstacle is final when it is first seen",
                    RESULT,
                    "schedule.since(stuckSince).compareTo(pass.grace()) >= 0",
                    "schedule.since(stuckSince).compareTo(Duration.ZERO) >= 0"),
            new Mutant(
                    "another try of AWS Backup counts as progress",
                    RESULT,
                    "if (fewer) {",
                    "if (fewer || !isStuck()) {"),
            new Mutant(
                    "an EXPIRED recovery point is named in the pass that sends its last request",
                    RESULT,
                    "if (isFinal && pass.obstacles()",
                    "if (isFinal && Map.<Obstacle, Blocked>of()"),
            new Mutant(
                    "one read without a mark ends the delete",
                    "vaultcontents/ContentsInvocation.java",
                    "return state.lacksOwnMarkFor(UNTIL_CONFIRMED)",
                    "return UNTIL_CONFIRMED != null"),
            new Mutant(
                    "a call that says the vault is missing ends a delete",
                    "vaultcontents/ContentsInvocation.java",
                    "throw failure.kind() == ErrorKind.MISSING",
                    "throw failure.kind() == ErrorKind.BUSY"),
            // Decision to empty the vault
            new Mutant(
                    "a rollback empties the vault",
                    RULE,
                    "return new Verdict.Keep(\"this is a rollback\");",
                    "return new Verdict.Empty();"),
            new Mutant(
                    "a resource that leaves the template empties its vault",
                    RULE,
                    "if (each.status().equals(CLEANING_UP) && emptyOn() == EmptyOn.STACK_DELETION) {",
                    "if (each.status().isEmpty()) {"),
            new Mutant(
                    "a stack that was never complete takes older recovery points with it",
                    RULE,
                    "if (mark.includesExisting() && !(",
                    "if (mark.stackId().isEmpty() && !("),
            new Mutant(
                    "the root stack is ignored",
                    RULE,
                    "Stack root = stack.rootId().equals(stack.id()) ? stack : stack(stack.rootId());",
                    "Stack root = stack;"),
            // Ownership of the vault
            new Mutant(
                    "the mark of another stack is believed",
                    "vaultcontents/Mark.java",
                    "return stack.equals(NO_STACK)",
                    "return !stack.isEmpty()"),
            new Mutant(
                    "a create believes the mark of another",
                    CREATE,
                    "if (there.isPresent() && there.get().isOf(own)) {",
                    "if (there.isPresent()) {"),
            new Mutant(
                    "a vault is marked whatever is in it",
                    CREATE,
                    "            refuseContents(invocation, vault);",
                    "            refuseUnfit(vault);"),
            new Mutant(
                    "a create that fails returns its model",
                    "vaultcontents/ContentsState.java",
                    "return operation == Operation.CREATE ? null : model;",
                    "return model;"),
            new Mutant(
                    "an update does not write EmptyOn",
                    "vaultcontents/UpdateHandler.java",
                    "if (!rollback || read.mark().orElseThrow().emptyOn() != wanted) {",
                    "if (read.mark().orElseThrow().emptyOn() == null) {"));

    private VaultMutants() {}
}
