package community.backup.local.simulation;

import java.util.List;

/** The mutants of the handlers for the contents of vaults. */
final class VaultMutants {
    private static final String SWEEP = "vaultcontents/Sweep.java";
    private static final String RULE = "vaultcontents/EmptyingRule.java";
    private static final String CREATE = "vaultcontents/CreateHandler.java";
    private static final String DELETE = "vaultcontents/DeleteHandler.java";

    static final List<Mutant> ALL = List.of(
            // When a vault is empty
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
                    SWEEP,
                    "return new Decision.Wait(\"The vault is empty; it is looked at once more\", quiet);",
                    "return new Decision.Done();"),
            new Mutant("a denied request counts as done", SWEEP, "block(Obstacle.DENIED, point, null);", "gone++;"),
            new Mutant(
                    "backup jobs that run are ignored",
                    SWEEP,
                    "int underWay = stopJobs() + invocation",
                    "int underWay = invocation"),
            new Mutant(
                    "copies that run are ignored",
                    SWEEP,
                    "int underWay = stopJobs() + invocation.services().vaults().runningCopies(vault.arn());",
                    "int underWay = stopJobs();"),
            new Mutant(
                    "the mark stays after the end",
                    DELETE,
                    "if (decision instanceof Decision.Done) {",
                    "if (decision instanceof Decision.Done && vault.name().isEmpty()) {"),
            // How long is waited
            new Mutant(
                    "what is nested stays before its composite for ever",
                    SWEEP,
                    "boolean settled = sinceProgress().compareTo(Deletion.GRACE) >= 0;",
                    "boolean settled = false;"),
            new Mutant(
                    "only the first page of what is nested is read",
                    SWEEP,
                    "} while (token != null && hasTime());",
                    "} while (false);"),
            new Mutant("what is held is asked for for ever", SWEEP, "|| stopJobs() > 0) {", "|| stopJobs() >= 0) {"),
            new Mutant(
                    "the first EXPIRED is final",
                    "vaultcontents/Obstacle.java",
                    "case EXPIRED, UNCHANGED -> Deletion.GRACE_IF_EXPIRED_BEFORE;",
                    "case EXPIRED, UNCHANGED -> Duration.ZERO;"),
            new Mutant(
                    "a mark that is not shown once is gone",
                    DELETE,
                    "if (since == null || now - since < UNMARKED.toMillis()) {",
                    "if (now < 0) {"),
            new Mutant(
                    "a call that says the vault is missing ends a delete",
                    DELETE,
                    "throw failure.kind() == ErrorKind.MISSING",
                    "throw failure.kind() == ErrorKind.BUSY"),
            new Mutant(
                    "an invocation takes as long as its list",
                    SWEEP,
                    "Duration WORK = Duration.ofSeconds(18);",
                    "Duration WORK = Duration.ofSeconds(180);"),
            // Whether the vault is emptied
            new Mutant(
                    "a rollback empties the vault",
                    RULE,
                    "return new Verdict.Keep(\"this is a rollback\");",
                    "return new Verdict.Empty();"),
            new Mutant(
                    "what is taken out of the template empties its vault",
                    RULE,
                    "if (each.status().equals(CLEANING_UP) && mark.emptyOn() == EmptyOn.STACK_DELETION) {",
                    "if (each.status().isEmpty()) {"),
            new Mutant(
                    "a stack that was never complete takes older recovery points with it",
                    RULE,
                    "if (mark.includesExisting() && !(",
                    "if (mark.stackId().isEmpty() && !("),
            new Mutant(
                    "the root of the stack is not looked at",
                    RULE,
                    "Stack root = stack.rootId().equals(stack.id()) ? stack : stack(stack.rootId());",
                    "Stack root = stack;"),
            // Whose vault it is
            new Mutant(
                    "the mark of another stack is believed",
                    "vaultcontents/Mark.java",
                    "return stack.equals(NO_STACK)",
                    "return !stack.isEmpty()"),
            new Mutant(
                    "a create believes the mark of another",
                    CREATE,
                    "if (there.isPresent() && !there.get().isOf(own)) {",
                    "if (there.isPresent() && there.get().stackId().isEmpty()) {"),
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
                    "if (own.mark().emptyOn() != wanted) {",
                    "if (own.mark().emptyOn() == null) {"));

    private VaultMutants() {}
}
