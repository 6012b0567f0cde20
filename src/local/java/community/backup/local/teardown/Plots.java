package community.backup.local.teardown;

import community.backup.local.teardown.Plot.Axis;
import community.backup.local.teardown.Plot.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The charts of the page on performance. */
final class Plots {
    private static final Scenario CROWD = new Scenario(500, DeleteTime.AT_ONCE);
    private static final Scenario MIXED = new Scenario(500, DeleteTime.MIXED);

    private final Suite suite;

    Plots(Suite suite) {
        this.suite = suite;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("teardown-time.svg"), time().svg());
        Files.writeString(folder.resolve("teardown-calls.svg"), calls().svg());
        Files.writeString(folder.resolve("teardown-lag.svg"), lags().svg());
    }

    private Plot time() {
        Plot plot = new Plot(
                "Teardown, deletes at once (only where everything succeeds)",
                Axis.powers("recovery points", 1, 100_000),
                Axis.powers("seconds", 0.1, 10_000));
        Algorithms.all().forEach(algorithm -> plot.line(algorithm.name(), times(algorithm)));
        return plot.line(
                "bound",
                suite.of(Algorithms.OURS).stream()
                        .filter(each -> each.scenario().time() == DeleteTime.AT_ONCE)
                        .map(each -> new Point(each.scenario().points(), seconds(each.bound())))
                        .toList());
    }

    private List<Point> times(Algorithm algorithm) {
        return suite.of(algorithm).stream()
                .filter(each -> each.scenario().time() == DeleteTime.AT_ONCE && each.failures() == 0)
                .map(each -> new Point(each.scenario().points(), seconds(each.total())))
                .toList();
    }

    private Plot calls() {
        Plot plot = new Plot(
                "Calls per second, 500 points, deletes at once",
                Axis.linear("seconds", 120, 20),
                Axis.powers("calls in that second", 1, 1000));
        for (Algorithm algorithm : Algorithms.all()) {
            List<Point> points = new ArrayList<>();
            suite.get(algorithm, CROWD)
                    .traffic()
                    .seconds()
                    .forEach((second, calls) -> points.add(new Point(second, calls.calls())));
            plot.line(algorithm.name(), points);
        }
        return plot;
    }

    private Plot lags() {
        Plot plot = new Plot(
                "Detection lag, deletes of mixed length",
                Axis.powers("seconds from the end to the SUCCESS, at most", 0.1, 1000),
                Axis.linear("% of the recovery points", 100, 20));
        plot.line("RecoveryPoint, one at a time", distribution(suite.alone()));
        for (Algorithm algorithm : Algorithms.all()) {
            Measurement measurement = suite.get(algorithm, MIXED);
            if (!measurement.lags().isEmpty()) {
                plot.line(algorithm.name() + ", 500", distribution(measurement.lags()));
            }
        }
        return plot;
    }

    private static List<Point> distribution(Lags lags) {
        return IntStream.rangeClosed(1, 100)
                .mapToObj(percent -> new Point(seconds(lags.lag(percent / 100.0)), percent))
                .toList();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
