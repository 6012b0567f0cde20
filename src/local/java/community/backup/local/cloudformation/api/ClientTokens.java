package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The tokens that make requests idempotent: a repeated request is not carried out twice. */
final class ClientTokens {
    private final Map<String, Answered> byToken = new HashMap<>();

    private record Answered(String action, String stack, ObjectNode answer) {}

    /**
     * Carries out a request, unless an earlier request had the same token. In that case it returns the earlier answer.
     *
     * @throws ApiException if a different request had the token
     */
    ObjectNode once(QueryRequest query, Function<QueryRequest, ObjectNode> operation) {
        String token = query.text("ClientRequestToken") + query.text("ClientToken");
        if (token.isEmpty()) {
            return operation.apply(query);
        }
        Answered earlier = byToken.get(token);
        if (earlier == null) {
            ObjectNode answer = operation.apply(query);
            byToken.put(token, new Answered(query.action(), query.text("StackName"), answer));
            return answer;
        }
        if (!earlier.action().equals(query.action()) || !earlier.stack().equals(query.text("StackName"))) {
            throw new ApiException(
                    "TokenAlreadyExistsException", "A request " + earlier.action() + " had the token " + token);
        }
        return earlier.answer();
    }
}
