package community.backup.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A policy document. */
public record Policy(List<Statement> statements) {
    /** The effect of a policy on a request. */
    enum Verdict {
        ALLOWED,
        DENIED,
        /** No statement applies. The policy alone does not allow the request. */
        SILENT
    }

    /**
     * Reads a policy document.
     *
     * @throws IllegalArgumentException if it uses an element that is not supported here
     */
    public static Policy parse(JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        document.path("Statement").forEach(statement -> statements.add(Statement.parse(statement)));
        return new Policy(List.copyOf(statements));
    }

    /** The allowed actions, as the policy writes them. */
    public Set<String> allowedActions() {
        Set<String> actions = new TreeSet<>();
        statements.stream()
                .filter(Statement::allows)
                .forEach(statement -> actions.addAll(statement.actions().named()));
        return actions;
    }

    /** The same policy without an action. */
    public Policy without(String action) {
        return new Policy(statements.stream()
                .map(statement -> statement.allows() ? statement.without(action) : statement)
                .toList());
    }

    /** The effect on a request. A denial overrides every permission. */
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
