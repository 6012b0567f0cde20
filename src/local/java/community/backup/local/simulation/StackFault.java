package community.backup.local.simulation;

import community.backup.local.awsbackup.HttpCall;
import community.backup.local.cloudformation.api.StackQueries;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A fault that is injected into one call of CloudFormation.
 *
 * @param seconds the age of a stale answer, or the delay of a slow one
 * @param status the wrong status of the stack
 */
record StackFault(Kind kind, int seconds, String status) {
    /** Wrong statuses that do no harm: no resource is deleted in any of them, and one of them is unknown. */
    static final List<String> IMPOSSIBLE =
            List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "REVERBERATING");

    static final List<Kind> RANDOM = List.of(
            Kind.THROTTLED,
            Kind.THROTTLED,
            Kind.UNAVAILABLE,
            Kind.CUT,
            Kind.SLOW,
            Kind.STALE,
            Kind.STALE,
            Kind.WRONG_STATUS,
            Kind.WRONG_STATUS);

    /** The kinds of faults. */
    enum Kind {
        THROTTLED,
        UNAVAILABLE,
        /** The connection breaks before the answer. */
        CUT,
        SLOW,
        STALE,
        WRONG_STATUS,
        /** The handler's process dies before the call. */
        KILLED
    }

    static StackFault of(Kind kind) {
        return new StackFault(kind, 0, "");
    }

    String name() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How long the answer takes. */
    Duration delay() {
        return kind == Kind.SLOW ? Duration.ofSeconds(seconds) : Duration.ZERO;
    }

    /** Arranges the fault in the next answer. */
    void arrange(StackQueries stacks, HttpCall call) {
        switch (kind) {
            case THROTTLED -> stacks.throttle(1);
            case UNAVAILABLE -> stacks.fail(1, 503, "ServiceUnavailable", "Service is unable to handle request.");
            case STALE -> stacks.stale(1, Duration.ofSeconds(seconds));
            case WRONG_STATUS -> stacks.wrongStatus(1, stack(call), status);
            default -> {
                // The other faults do not change the answer.
            }
        }
    }

    private static String stack(HttpCall call) {
        return Arrays.stream(new String(call.body(), StandardCharsets.UTF_8).split("&", -1))
                .filter(parameter -> parameter.startsWith("StackName="))
                .map(parameter -> URLDecoder.decode(parameter.substring("StackName=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}
