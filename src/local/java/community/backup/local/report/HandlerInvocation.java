package community.backup.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a resource's handler.
 *
 * @param stack the stack's name
 * @param type the type of the resource
 * @param token the same in all invocations of one operation
 * @param status the status in the handler's answer, or {@link #NO_ANSWER}
 * @param delaySeconds the delay that the handler requested until the next invocation; 0 if there is none
 * @param note an unusual circumstance; empty if there was none
 * @param recoveryPointId the identity of the recovery point; empty if there is none
 * @param calls its calls of AWS Backup, in their order
 */
public record HandlerInvocation(
        String stack,
        String logicalId,
        String type,
        String action,
        String token,
        Instant begin,
        Instant end,
        String status,
        String errorCode,
        String message,
        int delaySeconds,
        String note,
        String recoveryPointId,
        List<BackupCall> calls) {
    /** The status of an invocation without an answer. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /**
     * An invocation as CloudFormation sees it.
     *
     * @param answer the handler's answer; null if CloudFormation received none
     */
    public static HandlerInvocation of(
            ObjectNode request,
            Instant begin,
            Instant end,
            @Nullable JsonNode answer,
            String note,
            List<BackupCall> calls) {
        JsonNode event = answer == null ? MissingNode.getInstance() : answer;
        JsonNode data = request.path("requestData");
        return new HandlerInvocation(
                request.path("stackId").asText().split("/", -1)[1],
                data.path("logicalResourceId").asText(),
                request.path("resourceType").asText(),
                request.path("action").asText(),
                request.path("bearerToken").asText(),
                begin,
                end,
                event.path("status").asText(NO_ANSWER),
                event.path("errorCode").asText(""),
                event.path("message").asText(""),
                event.path("callbackDelaySeconds").asInt(),
                note,
                event.path("resourceModel")
                        .path("RecoveryPointId")
                        .asText(data.path("resourceProperties")
                                .path("RecoveryPointId")
                                .asText()),
                List.copyOf(calls));
    }
}
