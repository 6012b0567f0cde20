package community.backup.local.teardown;

import static community.backup.local.teardown.NumberFormats.count;
import static community.backup.local.teardown.NumberFormats.number;
import static community.backup.local.teardown.NumberFormats.percent;
import static community.backup.local.teardown.NumberFormats.time;
import static community.backup.local.teardown.NumberFormats.usd;

import java.util.List;
import java.util.stream.Stream;

/** The tables of a run, for the screen and the page. */
final class Tables {
    private static final List<DeleteTime> COMPARED =
            List.of(DeleteTime.AT_ONCE, DeleteTime.TEN_SECONDS, DeleteTime.FIVE_MINUTES, DeleteTime.MIXED);

    private final Suite suite;
    private final List<Goal> goals;

    Tables(Suite suite, List<Goal> goals) {
        this.suite = suite;
        this.goals = goals;
    }

    @Override
    public String toString() {
        return String.join(
                "\n",
                section("Goals", goals()),
                section("RecoveryPoint", ours()),
                section("VaultContents", contents()),
                section("VaultContents beside another teardown in the account", neighbours()),
                section("Beside others: the time", growth()),
                section("Beside others: the rest", comparison()),
                section("Beside another caller, which needs half of the rates", competition()),
                section("What CloudFormation charges", prices()),
                section("Where the others' algorithms are from", sources()));
    }

    private static String section(String heading, Table table) {
        return "### " + heading + "\n\n" + table;
    }

    private Table goals() {
        Table table = new Table("what", "goal", "measured", "reached");
        goals.forEach(goal -> table.row(goal.what(), goal.goal(), goal.measured(), goal.verdict()));
        return table;
    }

    private Table ours() {
        Table table = new Table(
                "deletes take",
                "points",
                "time",
                "bound",
                "times",
                "calls a point",
                "throttled",
                "invocations a point",
                "lag, median",
                "lag, p95",
                "failures");
        for (Measurement each : suite.of(Algorithms.OURS)) {
            table.row(
                    each.scenario().time().label(),
                    count(each.scenario().points()),
                    time(each.total()),
                    time(each.bound()),
                    number(each.ratio()),
                    number(each.callsPerPoint()),
                    percent(each.traffic().throttledShare()),
                    number(each.invocationsPerPoint()),
                    time(each.lags().median()),
                    time(each.lags().p95()),
                    count(each.failures()));
        }
        return table;
    }

    private Table contents() {
        Table table = new Table(
                "deletes take",
                "points",
                "last one gone",
                "bound",
                "times",
                "told later, beyond 5 s",
                "calls a point",
                "throttled",
                "invocations",
                "context, bytes",
                "USD, most",
                "failures");
        for (Measurement each : suite.of(Algorithms.CONTENTS)) {
            table.row(
                    each.scenario().time().label(),
                    count(each.scenario().points()),
                    time(each.gone()),
                    time(each.bound()),
                    number(each.goneRatio()),
                    time(each.lagBeyondQuiet()),
                    number(each.callsPerPoint()),
                    percent(each.traffic().throttledShare()),
                    count(each.invocations()),
                    count(each.largestContext()),
                    usd(Price.of(each.total())),
                    count(each.failures()));
        }
        return table;
    }

    private Table neighbours() {
        Table table = new Table(
                "points, deletes at once",
                "in the account",
                "last one gone",
                "calls a point",
                "throttled",
                "failures",
                "the other's time",
                "the other's failures");
        for (Measurement each : suite.in(OtherUsers.RESOURCES, OtherUsers.VAULT)) {
            table.row(
                    count(each.scenario().points()),
                    each.scenario().otherUsers().label(),
                    time(each.gone()),
                    number(each.callsPerPoint()),
                    percent(each.traffic().throttledShare()),
                    count(each.failures()),
                    time(each.otherTeardown().total()),
                    count(each.otherTeardown().failures()));
        }
        return table;
    }

    /** The time of each algorithm over the number of recovery points whose deletes take no time. */
    private Table growth() {
        List<Measurement> ours = suite.of(Algorithms.OURS).stream()
                .filter(each -> each.scenario().time() == DeleteTime.AT_ONCE)
                .toList();
        Table table = new Table(Stream.concat(
                        Stream.of("points, deletes at once"),
                        ours.stream().map(each -> count(each.scenario().points())))
                .toArray(String[]::new));
        for (Algorithm algorithm : Algorithms.all()) {
            table.row(Stream.concat(
                            Stream.of(algorithm.name()),
                            ours.stream().map(each -> timeOrFailures(suite.get(algorithm, each.scenario()))))
                    .toArray(String[]::new));
        }
        return table;
    }

    private static String timeOrFailures(Measurement measurement) {
        return measurement.failures() == 0 ? time(measurement.total()) : percent(measurement.failedShare()) + " fail";
    }

    private Table comparison() {
        Table table = new Table(
                "500 points, deletes take",
                "algorithm",
                "time",
                "times the bound",
                "calls a point",
                "throttled",
                "lag, median",
                "lag, p95",
                "failures");
        for (DeleteTime time : COMPARED) {
            for (Algorithm algorithm : Algorithms.all()) {
                suite.find(algorithm, new Scenario(500, time)).ifPresent(each -> compare(table, each));
            }
        }
        return table;
    }

    private static void compare(Table table, Measurement each) {
        boolean none = each.lags().isEmpty();
        table.row(
                each.scenario().time().label(),
                each.algorithm().name(),
                time(each.total()),
                each.failures() == 0 ? number(each.ratio()) : "-",
                number(each.callsPerPoint()),
                percent(each.traffic().throttledShare()),
                none ? "-" : time(each.lags().median()),
                none ? "-" : time(each.lags().p95()),
                count(each.failures()));
    }

    private Table competition() {
        Table table = new Table(
                "points",
                "deletes take",
                "algorithm",
                "time",
                "times the bound",
                "another caller got",
                "at the first try");
        suite.in(OtherUsers.CALLER)
                .forEach(each -> table.row(
                        count(each.scenario().points()),
                        each.scenario().time().label(),
                        each.algorithm().name(),
                        time(each.total()),
                        number(each.ratio()),
                        percent(each.competitor().servedShare()),
                        percent(1 - each.competitor().throttledShare())));
        return table;
    }

    /** The prices of handlers. Programs on the user's own machine are not in the table, because they cost nothing. */
    private Table prices() {
        Table table = new Table(
                "points",
                "deletes take",
                "handler",
                "invocations a point",
                "handler seconds a point",
                "USD a point, least",
                "USD a point, most");
        for (Algorithm algorithm : List.of(Algorithms.OURS, Algorithms.CONSTANT)) {
            for (Measurement each : suite.of(algorithm)) {
                if (each.scenario().points() == 1 || each.scenario().points() == 500) {
                    price(table, each);
                }
            }
        }
        return table;
    }

    private static void price(Table table, Measurement each) {
        double seconds =
                each.handlerTime().toMillis() / 1000.0 / each.scenario().points();
        table.row(
                count(each.scenario().points()),
                each.scenario().time().label(),
                each.algorithm().name(),
                number(each.invocationsPerPoint()),
                number(seconds),
                usd(Price.of(each.handlerTime().dividedBy(each.scenario().points()))),
                usd(Price.of(each.operations())));
    }

    private static Table sources() {
        Table table = new Table("name", "source");
        Algorithms.PEERS.forEach(peer -> table.row(peer.name(), peer.source()));
        return table;
    }
}
