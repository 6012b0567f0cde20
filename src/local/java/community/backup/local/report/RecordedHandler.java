package community.backup.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.resource.ResourceHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A handler whose invocations are recorded. As on AWS, each invocation has its own credentials. They identify its calls
 * among concurrent ones.
 */
final class RecordedHandler implements ResourceHandler {
    private final ResourceHandler handler;
    private final Clock clock;
    private final Recorder recorder;

    RecordedHandler(ResourceHandler handler, Clock clock, Recorder recorder) {
        this.handler = handler;
        this.clock = clock;
        this.recorder = recorder;
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        String session = recorder.openSession();
        request.withObject("/requestData/callerCredentials").put("sessionToken", session);
        Instant begin = clock.instant();
        return handler.invoke(request)
                .whenComplete((answer, problem) -> recorder.invoked(HandlerInvocation.of(
                        request, begin, clock.instant(), answer, note(problem), recorder.closeSession(session))));
    }

    private static String note(@Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause == null) {
            return "";
        }
        return cause instanceof NoAnswerException silence ? silence.reason() : cause.toString();
    }
}
