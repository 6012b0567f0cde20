package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.failure.ErrorTable;
import community.backup.local.terminal.TerminalOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A thousand lives, each from its own seed, in which every promise is kept. */
@NullMarked
class SimulationTest {
    /**
     * This many lives reach every row of the delete table, and detect every mutant of {@link MutantsTest}.
     * {@code .ci/run} simulates more.
     */
    private static final long LIVES = 1000;

    private static final Path REPORT = Path.of("target", "simulation", "summary.txt");

    private static Simulation simulation;
    private static double seconds;

    @BeforeAll
    static void simulate() {
        long start = System.nanoTime();
        simulation = new Simulation(0, LIVES, Runtime.getRuntime().availableProcessors()).run();
        seconds = (System.nanoTime() - start) / 1e9;
    }

    @Test
    void every_promise_is_kept_in_a_thousand_lives() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            SimulationReport report = new SimulationReport(new TerminalOutput(out, false, false));
            report.summary(simulation, seconds);
            simulation.failures().stream().limit(1).forEach(report::failure);
        }
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, text.toByteArray());

        assertThat(simulation.failures())
                .as(text.toString(StandardCharsets.UTF_8))
                .isEmpty();
        Set<CoverageCase> rows = simulation.coverage().cases().stream()
                .filter(coverageCase -> coverageCase.group() == CoverageCase.Group.DELETE)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).as("rows of the delete table").hasSameSizeAs(ReachedCases.DELETE_ROWS.keySet());
    }

    @Test
    void a_simulation_that_is_broken_off_ends_with_the_lives_that_it_began() throws InterruptedException {
        Simulation begun = new Simulation(0, Long.MAX_VALUE / 2, 1);
        List<Thread> workers = begun.start();
        begun.stop();
        for (Thread worker : workers) {
            worker.join();
        }

        assertThat(begun.done()).isLessThan(begun.lives());
        assertThat(begun.coverage().counted("lives")).isEqualTo(begun.done());
    }

    @Test
    void the_same_seed_is_the_same_life() {
        for (long seed = 0; seed < 20; seed++) {
            Life once = new Life(seed, null, true);
            Life again = new Life(seed, null, true);

            assertThat(Simulation.run(once, seed)).isNull();
            assertThat(Simulation.run(again, seed)).isNull();
            assertThat(again.eventLog()).as("seed %d", seed).isEqualTo(once.eventLog());
        }
    }

    @Test
    void a_life_from_which_things_are_left_out_is_otherwise_the_same() {
        Life whole = new Life(7, null, true);
        assertThat(Simulation.run(whole, 7)).isNull();
        Life kept = new Life(7, Set.copyOf(whole.draws().happened()), true);

        assertThat(Simulation.run(kept, 7)).isNull();
        assertThat(kept.eventLog()).isEqualTo(whole.eventLog());
    }

    @Test
    void every_case_that_is_reached_is_expected_and_none_is_called_unreachable() {
        assertThat(CoverageModel.all()).containsAll(simulation.coverage().cases());
        assertThat(simulation.coverage().cases())
                .allSatisfy(coverageCase -> assertThat(UnreachableCases.reason(coverageCase))
                        .as(coverageCase.toString())
                        .isEmpty());
    }

    @Test
    void every_error_that_the_handlers_know_happens() {
        assertThat(WireError.ALL)
                .extracting(WireError::code)
                .containsAll(Stream.concat(ErrorTable.OF_THE_MODEL.stream(), ErrorTable.OF_ANY_SERVICE.stream())
                        .map(ErrorTable.Row::errorCode)
                        .toList());
    }
}
