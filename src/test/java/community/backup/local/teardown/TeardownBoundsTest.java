package community.backup.local.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Checks the bounds of the wait in virtual time: the number of calls, and the ratios to the shortest possible time and
 * to other tools. It does not measure real time.
 */
@NullMarked
class TeardownBoundsTest {
    private static final long SEED = 1;

    @Test
    void every_bound_that_is_held_is_kept() {
        List<Goal> goals = Goals.of(Suite.small(SEED, measurement -> {}));

        assertThat(goals).hasSizeGreaterThanOrEqualTo(19).allMatch(Goal::passes);
    }

    @Test
    void a_delete_of_ten_seconds_takes_seven_calls() {
        Measurement one = Measurement.of(Algorithms.OURS, new Scenario(1, DeleteTime.TEN_SECONDS), SEED);

        assertThat(one.traffic().total()).isLessThanOrEqualTo(7);
        assertThat(one.pollsPerPoint()).isLessThanOrEqualTo(6);
    }

    @Test
    void the_same_seed_is_the_same_teardown() {
        Scenario scenario = new Scenario(20, DeleteTime.TEN_SECONDS, OtherUsers.CALLER);

        assertThat(figures(Measurement.of(Algorithms.OURS, scenario, SEED)))
                .isEqualTo(figures(Measurement.of(Algorithms.OURS, scenario, SEED)))
                .isNotEqualTo(figures(Measurement.of(Algorithms.OURS, scenario, SEED + 1)));
    }

    @Test
    void the_same_seed_is_the_same_teardown_of_a_vault_beside_others() {
        Scenario scenario = new Scenario(100, DeleteTime.TEN_SECONDS, OtherUsers.CALLER);

        assertThat(figures(Measurement.of(Algorithms.CONTENTS, scenario, SEED)))
                .isEqualTo(figures(Measurement.of(Algorithms.CONTENTS, scenario, SEED)))
                .isNotEqualTo(figures(Measurement.of(Algorithms.CONTENTS, scenario, SEED + 1)));
    }

    @Test
    void calls_of_an_invocation_take_their_time() {
        Measurement vault = Measurement.of(Algorithms.CONTENTS, new Scenario(150, DeleteTime.AT_ONCE), SEED);

        // The handler sends at most nine requests a second, so 150 requests take a while.
        assertThat(vault.traffic().seconds().values())
                .allMatch(second -> second.calls() <= 16)
                .hasSizeGreaterThan(17);
        assertThat(vault.handlerTime())
                .isGreaterThan(
                        TeardownAccount.LATENCY.multipliedBy(vault.traffic().total()));
    }

    @Test
    void deletes_of_days_are_polled_some_hundred_times() {
        Measurement vault = Measurement.of(Algorithms.CONTENTS, new Scenario(50, DeleteTime.DAYS), SEED);

        assertThat(vault.failures()).isZero();
        assertThat(vault.invocations()).isLessThan(500);
        assertThat(vault.lateness()).isLessThan(0.1);
    }

    @Test
    void a_custom_resource_that_reads_one_page_leaves_the_rest() {
        Algorithm customResource = new CustomResource();

        assertThat(Measurement.of(customResource, new Scenario(1001, DeleteTime.AT_ONCE), SEED)
                        .failures())
                .isEqualTo(1);
        assertThat(Measurement.of(customResource, new Scenario(1, DeleteTime.TEN_SECONDS), SEED)
                        .failures())
                .isEqualTo(1);
    }

    @Test
    void a_plugin_that_waits_for_nothing_tells_the_end_too_early() {
        Algorithm plugin = new ServerlessPlugin();

        assertThat(Measurement.of(plugin, new Scenario(20, DeleteTime.AT_ONCE), SEED)
                        .failures())
                .isZero();
        assertThat(Measurement.of(plugin, new Scenario(20, DeleteTime.TEN_SECONDS), SEED)
                        .failures())
                .isEqualTo(20);
    }

    private static List<Object> figures(Measurement measurement) {
        return List.of(
                measurement.total(),
                measurement.traffic().seconds(),
                measurement.lags(),
                measurement.operations(),
                measurement.competitor().throttledShare());
    }

    @Test
    void the_bound_is_what_nobody_can_be_faster_than() {
        Duration least = Bound.of(new Scenario(500, DeleteTime.AT_ONCE), targets(500, Duration.ZERO));
        Duration slow = Bound.of(new Scenario(1, DeleteTime.TEN_SECONDS), targets(1, Duration.ofSeconds(10)));
        Duration shared =
                Bound.of(new Scenario(500, DeleteTime.AT_ONCE, OtherUsers.CALLER), targets(500, Duration.ZERO));

        assertThat(least).isBetween(Duration.ofSeconds(49), Duration.ofSeconds(50));
        assertThat(slow).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        assertThat(shared).isBetween(Duration.ofSeconds(99), Duration.ofSeconds(100));
    }

    private static List<Target> targets(int count, Duration takes) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Target("vault", "point " + i, takes))
                .toList();
    }

    @Test
    void an_operation_costs_what_the_price_list_says() {
        assertThat(Price.of(Duration.ofSeconds(30))).isEqualTo(0.0009);
        assertThat(Price.of(Duration.ofSeconds(130))).isEqualTo(0.0009 + 0.008);
    }
}
