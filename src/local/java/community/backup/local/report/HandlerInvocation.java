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
 * @param type the resource's
 * @param token the same in all invocations of one operation
 * @param status of the handler's answer, or {@link #NO_ANSWER}
 * @param delaySeconds how long the handler asked to wait until the next one; 0 where there is none
 * @param note what was unusual about it, or empty
 * @param recoveryPointId the identity of the recovery point that it is about, or empty
 * @param calls of AWS Backup that it made, in their order
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
    /** The status of an invocation that did not come to its end. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /**
     * An invocation as CloudFormation sees it.
     *
     * @param answer the handler's, or null where none came
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
