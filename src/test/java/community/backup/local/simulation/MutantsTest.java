package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The simulation detects every mutant. */
@NullMarked
class MutantsTest {
    /** The number of lives that {@code .ci/run} simulates. It would not detect a mutant that needs more lives. */
    private static final long MOST_LIVES = 3000;

    /** With {@code -Dmutants.record}, the search starts at the first life, and the results are recorded. */
    private static final boolean RECORD = Boolean.getBoolean("mutants.record");

    @TestFactory
    Stream<DynamicTest> every_mutant_is_detected() throws Exception {
        MutantRecord record = MutantRecord.read();
        Map<String, Future<MutantResult>> results = new LinkedHashMap<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Mutants.ALL.forEach(mutant -> results.put(
                mutant.name(), threads.submit(() -> firstDetection(mutant, record.livesOf(mutant.name())))));
        threads.shutdown();
        Map<String, MutantResult> all = new LinkedHashMap<>();
        for (Map.Entry<String, Future<MutantResult>> each : results.entrySet()) {
            all.put(each.getKey(), each.getValue().get());
        }
        MutantRecord.write(all, RECORD);
        return all.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    assertThat(each.getValue().lives())
                            .as(
                                    "lives until \"%s\" is detected; 0 means that %d were too few",
                                    each.getKey(), MOST_LIVES)
                            .isPositive();
                    assertThat(each.getValue().text()).doesNotContainPattern(DescriptionsTest.RAW);
                }));
    }

    @Test
    void there_are_enough_mutants() {
        assertThat(Mutants.ALL).hasSizeGreaterThanOrEqualTo(70);
        assertThat(VaultMutants.ALL).hasSizeGreaterThanOrEqualTo(15);
    }

    /** The recorded life that detects the mutant, or else the first one that does. */
    private static MutantResult firstDetection(Mutant mutant, long recorded) throws ReflectiveOperationException {
        ClassLoader classes = new MutantClassLoader(mutant);
        boolean ofVaults = VaultMutants.ALL.contains(mutant);
        if (recorded > 0 && !RECORD) {
            MutantResult result = firstDetection(classes, ofVaults, recorded - 1, recorded);
            if (result.lives() > 0) {
                return result;
            }
        }
        return firstDetection(classes, ofVaults, 0, MOST_LIVES);
    }

    private static MutantResult firstDetection(ClassLoader classes, boolean ofVaults, long from, long to)
            throws ReflectiveOperationException {
        String[] detection = (String[]) Class.forName(MutantSearch.class.getName(), true, classes)
                .getMethod("firstDetection", boolean.class, long.class, long.class)
                .invoke(null, ofVaults, from, to);
        return new MutantResult(Long.parseLong(detection[0]), detection[1], detection[2]);
    }
}
