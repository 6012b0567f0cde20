package community.backup.local.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the waits of a life against each other: resources that fail together must not come back together. */
final class Waits {
    private static final double FAR = 0.5;

    private final Map<String, List<Wait>> alike = new HashMap<>();

    private record Wait(double roll, int seconds) {
        @Override
        public String toString() {
            return seconds + " s by the chance " + roll;
        }
    }

    /** After as many errors of the same kind at about the same time, chances that are far apart give waits that differ. */
    void after(Invocation invocation) {
        int errors = invocation.answer().path("callbackContext").path("errors").asInt();
        if (!invocation.status().equals("IN_PROGRESS") || errors < 2 || invocation.rolls().size() != 1) {
            return;
        }
        Wait wait = new Wait(
                invocation.rolls().get(0), invocation.answer().path("callbackDelaySeconds").asInt());
        long elapsed = invocation.run().elapsed(invocation.end()).toSeconds();
        if (elapsed > 60 || errors > 5) {
            return;
        }
        // Throttling is waited for longer than other errors are.
        String last = invocation.calls().stream().reduce("", (before, call) -> call.answer(), (a, b) -> b);
        List<Wait> others = alike.computeIfAbsent(errors + " " + last, key -> new ArrayList<>());
        for (Wait other : others) {
            Observer.promise(
                    Math.abs(other.roll - wait.roll) < FAR || other.seconds != wait.seconds,
                    "what fails together does not come back together",
                    invocation,
                    other + " and " + wait);
        }
        others.add(wait);
    }
}
