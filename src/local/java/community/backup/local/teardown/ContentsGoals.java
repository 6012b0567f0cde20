package community.backup.local.teardown;

import static community.backup.local.teardown.NumberFormats.number;
import static community.backup.local.teardown.NumberFormats.percent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The goals for VaultContents, and their measurements. The benchmark fails if it misses one of them. */
final class ContentsGoals {
    private static final double MOST_TIME = 1.3;
    private static final double MOST_CALLS = 1.1;
    private static final double MOST_THROTTLED = 0.02;
    private static final double LEAST_SERVED = 0.97;
    private static final double LEAST_AT_FIRST = 0.9;
    private static final int MOST_CONTEXT = 2048;

    private final Suite suite;

    private ContentsGoals(Suite suite) {
        this.suite = suite;
    }

    /** The goals for which there is a measurement. */
    static List<Goal> of(Suite suite) {
        ContentsGoals goals = new ContentsGoals(suite);
        List<Goal> all = new ArrayList<>();
        Stream.of(500, 10_000, 100_000)
                .flatMap(points -> suite.find(Algorithms.CONTENTS, new Scenario(points, DeleteTime.AT_ONCE)).stream())
                .forEach(each -> {
                    all.add(time(each));
                    all.add(calls(each));
                });
        all.add(goals.throttled());
        suite.in(OtherUsers.CALLER).stream()
                .filter(each -> each.algorithm() == Algorithms.CONTENTS)
                .filter(each -> each.scenario().time() == DeleteTime.AT_ONCE)
                .forEach(each -> {
                    all.add(served(each));
                    all.add(servedAtFirst(each));
                });
        all.add(goals.detection());
        all.add(goals.context());
        all.add(goals.failures());
        return all;
    }

    private static String of(Measurement each) {
        return String.format(
                Locale.ROOT, "a vault of %,d points", each.scenario().points());
    }

    private static Goal time(Measurement each) {
        return Goal.held(
                of(each) + ", time until the last is gone",
                "1.3 times the bound",
                "%s, %s times".formatted(NumberFormats.time(each.gone()), number(each.goneRatio())),
                each.goneRatio() <= MOST_TIME);
    }

    private static Goal calls(Measurement each) {
        return Goal.held(
                of(each) + ", calls per point",
                "1.1",
                number(each.callsPerPoint()),
                each.callsPerPoint() <= MOST_CALLS);
    }

    private Goal throttled() {
        double most = suite.of(Algorithms.CONTENTS).stream()
                .mapToDouble(each -> each.traffic().throttledShare())
                .max()
                .orElseThrow();
        return Goal.held("any vault alone, throttled calls", "2 %", percent(most), most <= MOST_THROTTLED);
    }

    private static Goal served(Measurement each) {
        double served = each.competitor().servedShare();
        return Goal.held(
                "another caller, which needs half of the rates, beside " + of(each),
                "gets 97 % of it",
                percent(served),
                served >= LEAST_SERVED);
    }

    private static Goal servedAtFirst(Measurement each) {
        double atFirst = 1 - each.competitor().throttledShare();
        return Goal.held("the same at the first try", "90 %", percent(atFirst), atFirst >= LEAST_AT_FIRST);
    }

    private Goal detection() {
        Measurement latest = suite.of(Algorithms.CONTENTS).stream()
                .max(Comparator.comparing(Measurement::lateness))
                .orElseThrow();
        return Goal.held(
                "any vault alone, lag of the SUCCESS beyond the quiet period",
                "max(5 s, 10 % of the time)",
                "%s of that, at most: %s with %s"
                        .formatted(
                                percent(latest.lateness()),
                                NumberFormats.time(latest.lagBeyondQuiet()),
                                latest.scenario()),
                latest.lateness() <= 1);
    }

    private Goal context() {
        int largest = suite.allOf(Algorithms.CONTENTS).stream()
                .mapToInt(Measurement::largestContext)
                .max()
                .orElseThrow();
        return Goal.held("any vault, context", "2 KB", largest + " bytes", largest <= MOST_CONTEXT);
    }

    private Goal failures() {
        List<Measurement> all = suite.allOf(Algorithms.CONTENTS);
        int failures = all.stream()
                .mapToInt(each -> each.failures() + each.otherTeardown().failures())
                .sum();
        return Goal.held("any vault, alone or in company, failures", "0", Integer.toString(failures), failures == 0);
    }
}
