package community.backup.local.teardown;

import static community.backup.local.teardown.NumberFormats.number;
import static community.backup.local.teardown.NumberFormats.percent;
import static community.backup.local.teardown.NumberFormats.time;

import java.util.ArrayList;
import java.util.List;

/** The goals for the wait, and their measurements. */
final class Goals {
    /**
     * The greatest lag in relation to its goal. Waits are whole seconds and an invocation takes time, so that a lag can
     * exceed the goal.
     */
    private static final double ROUNDING = 1.5;

    private final Suite suite;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(Suite suite) {
        this.suite = suite;
    }

    /** The goals for which there is a measurement. */
    static List<Goal> of(Suite suite) {
        Goals goals = new Goals(suite);
        goals.promptDelete();
        goals.polls();
        goals.detection();
        goals.stack();
        goals.besideOthers();
        goals.largeStack();
        goals.competition();
        goals.goals.addAll(ContentsGoals.of(suite));
        return goals.goals;
    }

    private void promptDelete() {
        Measurement withAge = suite.get(Algorithms.OURS, new Scenario(1, DeleteTime.AT_ONCE));
        goals.add(Goal.held(
                "one point that is gone at once",
                "2 calls, 1 invocation",
                "%d calls, %d invocation".formatted(withAge.traffic().total(), withAge.invocations()),
                withAge.traffic().total() == 2 && withAge.invocations() == 1));
        Measurement withoutAge = suite.get(Algorithms.OURS_WITHOUT_CREATION_TIME, withAge.scenario());
        goals.add(Goal.held(
                "the same, where its age is not handed over",
                "1 call more",
                "%d calls, %d invocation".formatted(withoutAge.traffic().total(), withoutAge.invocations()),
                withoutAge.traffic().total() == 3 && withoutAge.invocations() == 1));
    }

    private void polls() {
        Measurement one = suite.get(Algorithms.OURS, new Scenario(1, DeleteTime.TEN_SECONDS));
        goals.add(Goal.held(
                "each further poll of one point",
                "1 call, 1 invocation",
                "%d calls in %d invocations".formatted(one.traffic().total(), one.invocations()),
                one.traffic().total() == one.invocations() + 1));
    }

    private void detection() {
        Lags alone = suite.alone();
        goals.add(Goal.held(
                "detection lag of one point, median",
                "max(2 s, 10 % of the time)",
                "%s of that".formatted(percent(alone.lateness(0.5))),
                alone.lateness(0.5) <= 1));
        goals.add(new Goal(
                "the same, 95th percentile",
                "the same; held at 1.5 times",
                "%s of that".formatted(percent(alone.lateness(0.95))),
                alone.lateness(0.95) <= 1,
                alone.lateness(0.95) <= ROUNDING));
    }

    private void stack() {
        Measurement stack = suite.get(Algorithms.OURS, new Scenario(500, DeleteTime.AT_ONCE));
        goals.add(Goal.held(
                "500 points at once, time",
                "1.5 times the bound",
                "%s, %s times".formatted(time(stack.total()), number(stack.ratio())),
                stack.ratio() <= 1.5));
        goals.add(failures(stack));
        goals.add(Goal.held(
                "500 points at once, calls per point",
                "fewer than 4",
                number(stack.callsPerPoint()),
                stack.callsPerPoint() < 4));
    }

    private static Goal failures(Measurement measurement) {
        return Goal.held(
                "%,d points at once, failures".formatted(measurement.scenario().points()),
                "0",
                Integer.toString(measurement.failures()),
                measurement.failures() == 0);
    }

    private void besideOthers() {
        Scenario scenario = new Scenario(500, DeleteTime.AT_ONCE);
        Measurement ours = suite.get(Algorithms.OURS, scenario);
        Measurement stock = suite.get(Algorithms.CONSTANT, scenario);
        double ratio = ours.callsPerPoint() / stock.callsPerPoint();
        goals.add(Goal.held(
                "500 points at once, calls beside the stock handler's",
                "a third at most",
                percent(ratio),
                ratio <= 1 / 3.0));
        Measurement terraform = suite.get(Algorithms.TERRAFORM, new Scenario(500, DeleteTime.TEN_SECONDS));
        Measurement slow = suite.get(Algorithms.OURS, terraform.scenario());
        double faster = (double) terraform.total().toMillis() / slow.total().toMillis();
        goals.add(Goal.held(
                "500 points of 10 s each, time beside Terraform's",
                "a tenth at most",
                "1/%.0f".formatted(faster),
                faster >= 10));
    }

    private void largeStack() {
        suite.find(Algorithms.OURS, new Scenario(10_000, DeleteTime.AT_ONCE)).ifPresent(large -> {
            goals.add(Goal.held(
                    "10,000 points at once, time",
                    "1.3 times the bound",
                    "%s, %s times".formatted(time(large.total()), number(large.ratio())),
                    large.ratio() <= 1.3));
            goals.add(failures(large));
            goals.add(new Goal(
                    "10,000 points at once, throttled calls",
                    "under 30 %; held at 90 %",
                    percent(large.traffic().throttledShare()),
                    large.traffic().throttledShare() < 0.3,
                    large.traffic().throttledShare() < 0.9));
        });
    }

    private void competition() {
        competitor(suite.get(Algorithms.OURS, new Scenario(500, DeleteTime.AT_ONCE, OtherUsers.CALLER)), 0.95);
        suite.find(Algorithms.OURS, new Scenario(10_000, DeleteTime.AT_ONCE, OtherUsers.CALLER))
                .ifPresent(large -> competitor(large, 0.75));
    }

    private void competitor(Measurement shared, double least) {
        double served = shared.competitor().servedShare();
        goals.add(new Goal(
                "another caller, which needs half of the rates, beside %,d points"
                        .formatted(shared.scenario().points()),
                "keeps that half; held at %s of it".formatted(percent(least)),
                "got %s of it".formatted(percent(served)),
                served >= 0.99,
                served >= least));
    }
}
