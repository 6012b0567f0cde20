package community.backup.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A policy document. */
public record Policy(List<Statement> statements) {
    /** What a policy says of an access. */
    enum Verdict {
        ALLOWED,
        DENIED,
        /** Nothing, which allows nothing. */
        SILENT
    }

    /**
     * Reads a policy document.
     *
     * @throws IllegalArgumentException if it has what is not understood here
     */
    public static Policy parse(JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        document.path("Statement").forEach(statement -> statements.add(Statement.parse(statement)));
        return new Policy(List.copyOf(statements));
    }

    /** The actions that it allows, as they stand there. */
    public Set<String> allowedActions() {
        Set<String> actions = new TreeSet<>();
        statements.stream()
                .filter(Statement::allows)
                .forEach(statement -> actions.addAll(statement.actions().named()));
        return actions;
    }

    /** The same policy, from which an action was taken out. */
    public Policy without(String action) {
        return new Policy(statements.stream()
                .map(statement -> statement.allows() ? statement.without(action) : statement)
                .toList());
    }

    /** A denial is stronger than any permission. */
    Verdict judge(Access access) {
        List<Statement> concerning = statements.stream()
                .filter(statement -> statement.concerns(access))
                .toList();
        if (concerning.stream().anyMatch(statement -> !statement.allows())) {
            return Verdict.DENIED;
        }
        return concerning.isEmpty() ? Verdict.SILENT : Verdict.ALLOWED;
    }
}
