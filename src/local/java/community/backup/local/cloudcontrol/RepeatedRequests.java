package community.backup.local.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The requests with a client token. For 36 hours, another request with the same token begins nothing and gets the
 * answer to the first one.
 */
final class RepeatedRequests {
    private static final Duration VALID = Duration.ofHours(36);

    private final Agenda agenda;
    private final Map<String, Used> byToken = new HashMap<>();

    /**
     * A use of a token.
     *
     * @param input the request without the token
     */
    private record Used(String operation, JsonNode input, Instant time, CompletionStage<OperationRequest> answer) {}

    RepeatedRequests(Agenda agenda) {
        this.agenda = agenda;
    }

    /**
     * The operation that a request began. If an earlier request had the same token, this is the operation that the
     * earlier request began.
     *
     * @throws CloudControlException if a different request had the token
     */
    CompletionStage<OperationRequest> once(
            String operation, JsonNode input, Function<JsonNode, CompletionStage<OperationRequest>> action) {
        if (!input.has("ClientToken")) {
            return action.apply(input);
        }
        ObjectNode rest = input.deepCopy();
        String token = rest.remove("ClientToken").asText();
        byToken.values().removeIf(used -> used.time().plus(VALID).isBefore(agenda.now()));
        Used earlier = byToken.get(token);
        if (earlier != null) {
            if (!earlier.operation().equals(operation) || !earlier.input().equals(rest)) {
                throw new CloudControlException(
                        "ClientTokenConflictException",
                        "Another request " + earlier.operation() + " had the token " + token);
            }
            return earlier.answer();
        }
        CompletionStage<OperationRequest> answer = action.apply(input);
        byToken.put(token, new Used(operation, rest, agenda.now(), answer));
        // A refused request began nothing, so the caller can repeat it.
        return answer.whenComplete((request, problem) -> {
            if (problem != null) {
                byToken.remove(token);
            }
        });
    }
}
