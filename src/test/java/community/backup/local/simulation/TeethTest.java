package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The simulation has teeth: whatever is done wrong on purpose, it notices. */
@NullMarked
class TeethTest {
    /** A wrong handler that so many lives do not notice is one that the 5,000 of a build would hardly notice. */
    private static final long MOST_LIVES = 3000;

    private static final Path REPORT = Path.of("target", "simulation", "teeth.txt");

    @TestFactory
    Stream<DynamicTest> every_wrong_handler_is_caught() throws Exception {
        Map<Sabotage, Future<String>> caught = new LinkedHashMap<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Sabotages.ALL.forEach(sabotage -> caught.put(sabotage, threads.submit(hunt(sabotage))));
        threads.shutdown();
        StringBuilder report = new StringBuilder("lives  promise that was not kept: what was wrong\n");
        for (Map.Entry<Sabotage, Future<String>> each : caught.entrySet()) {
            report.append(each.getValue().get())
                    .append(": ")
                    .append(each.getKey().name())
                    .append('\n');
        }
        write(report.toString());
        return caught.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey().name(), () -> assertThat(
                                each.getValue().get())
                        .as("lives until \"%s\" is caught", each.getKey().name())
                        .isNotEmpty()));
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(Sabotages.ALL).hasSizeGreaterThanOrEqualTo(25);
    }

    private static Callable<String> hunt(Sabotage sabotage) {
        return () ->
                (String) Class.forName("community.backup.local.simulation.Teeth", true, new SabotagedClasses(sabotage))
                        .getMethod("livesUntilCaught", long.class)
                        .invoke(null, MOST_LIVES);
    }

    private static void write(String report) throws IOException {
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report);
    }
}
