package community.backup.local.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the waits in a life: resources that fail at the same time must not retry at the same time. */
final class JitterPromises {
    private static final double FAR = 0.5;

    private final Map<String, List<ObservedWait>> alike = new HashMap<>();

    private record ObservedWait(double roll, int seconds) {
        @Override
        public String toString() {
            return seconds + " s for the random number " + roll;
        }
    }

    /** After the same number of errors of the same kind, very different random numbers must give different waits. */
    void after(SimulatedInvocation invocation) {
        int errors = invocation.answer().path("callbackContext").path("errors").asInt();
        if (!invocation.status().equals("IN_PROGRESS")
                || errors < 2
                || invocation.rolls().size() != 1) {
            return;
        }
        ObservedWait wait = new ObservedWait(
                invocation.rolls().get(0),
                invocation.answer().path("callbackDelaySeconds").asInt());
        long elapsed = invocation.run().elapsed(invocation.end()).toSeconds();
        if (elapsed > 60 || errors > 5) {
            return;
        }
        // Waits are longer after throttling than after other errors.
        String last = invocation.calls().stream().reduce("", (before, call) -> call.answer(), (a, b) -> b);
        List<ObservedWait> others = alike.computeIfAbsent(errors + " " + last, key -> new ArrayList<>());
        for (ObservedWait other : others) {
            PromiseChecker.promise(
                    Math.abs(other.roll - wait.roll) < FAR || other.seconds != wait.seconds,
                    "resources that fail together do not retry together",
                    invocation,
                    other + " and " + wait);
        }
        others.add(wait);
    }
}
