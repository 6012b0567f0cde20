package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** The promises of every answer, for any type and operation. */
final class AnswerPromises {
    private static final Duration LONGEST_INVOCATION = Duration.ofSeconds(25);
    private static final int LONGEST_DELAY_SECONDS = 600;

    private final int longestContext;

    /**
     * @param longestContext the size limit of the type's callback context, in characters
     */
    AnswerPromises(int longestContext) {
        this.longestContext = longestContext;
    }

    void after(SimulatedInvocation invocation) {
        waitsAndEnds(invocation);
        secrets(invocation);
    }

    private void waitsAndEnds(SimulatedInvocation invocation) {
        promise(
                !invocation.errorCode().equals("InternalFailure"),
                "no InternalFailure",
                invocation,
                invocation.answer());
        promise(
                invocation.took().compareTo(LONGEST_INVOCATION) <= 0,
                "an invocation takes 25 s at most",
                invocation,
                invocation.took());
        switch (invocation.status()) {
            case "IN_PROGRESS" -> {
                JsonNode context = invocation.answer().path("callbackContext");
                promise(
                        invocation.message().matches("(?s).+, next poll in .+"),
                        "a wait says what it waits for, and when the next poll is",
                        invocation,
                        invocation.message());
                promise(
                        context.isObject() && context.toString().length() < longestContext,
                        "a wait hands over a context, and a short one",
                        invocation,
                        context);
                int delay = invocation.answer().path("callbackDelaySeconds").asInt();
                promise(delay >= 1 && delay <= LONGEST_DELAY_SECONDS, "a wait is one of 1 to 600 s", invocation, delay);
            }
            case "FAILED" ->
                promise(
                        !invocation.errorCode().isEmpty()
                                && invocation.message().length() > 20,
                        "a failure has a code and a reason",
                        invocation,
                        invocation.answer());
            default ->
                promise(
                        invocation.status().equals("SUCCESS"),
                        "an answer is a progress event",
                        invocation,
                        invocation.answer());
        }
    }

    private static void secrets(SimulatedInvocation invocation) {
        String context = invocation.answer().path("callbackContext").toString();
        for (String secret : Environment.SECRETS) {
            promise(
                    invocation.log().stream().noneMatch(line -> line.contains(secret))
                            && !invocation.message().contains(secret)
                            && !context.contains(secret),
                    "no secret in a log line, a message or a context",
                    invocation,
                    secret);
        }
    }
}
