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

/** The simulation has teeth: whatever is done wrong on purpose, it notices. */
@NullMarked
class TeethTest {
    /** A wrong handler that so many lives do not notice is one that the 5,000 of a build would hardly notice. */
    private static final long MOST_LIVES = 3000;

    /** With {@code -Dteeth.record} all lives are lived from the first on, and what they came to is written down. */
    private static final boolean RECORD = Boolean.getBoolean("teeth.record");

    @TestFactory
    Stream<DynamicTest> every_wrong_handler_is_caught() throws Exception {
        TeethRecord record = TeethRecord.read();
        Map<String, Future<Bite>> bites = new LinkedHashMap<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Sabotages.ALL.forEach(sabotage ->
                bites.put(sabotage.name(), threads.submit(() -> bite(sabotage, record.livesOf(sabotage.name())))));
        threads.shutdown();
        Map<String, Bite> all = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Bite>> each : bites.entrySet()) {
            all.put(each.getKey(), each.getValue().get());
        }
        TeethRecord.write(all, RECORD);
        return all.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    assertThat(each.getValue().lives())
                            .as("lives until \"%s\" is caught; 0 means that %d were too few", each.getKey(), MOST_LIVES)
                            .isPositive();
                    assertThat(each.getValue().text()).doesNotContainPattern(DescriptionsTest.RAW);
                }));
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(Sabotages.ALL).hasSizeGreaterThanOrEqualTo(25);
    }

    /** The life that noticed when it was recorded; if it does no more, the first that does. */
    private static Bite bite(Sabotage sabotage, long recorded) throws ReflectiveOperationException {
        ClassLoader classes = new SabotagedClasses(sabotage);
        if (recorded > 0 && !RECORD) {
            Bite bite = bite(classes, recorded - 1, recorded);
            if (bite.lives() > 0) {
                return bite;
            }
        }
        return bite(classes, 0, MOST_LIVES);
    }

    private static Bite bite(ClassLoader classes, long from, long to) throws ReflectiveOperationException {
        String[] noticed = (String[]) Class.forName(Teeth.class.getName(), true, classes)
                .getMethod("bite", long.class, long.class)
                .invoke(null, from, to);
        return new Bite(Long.parseLong(noticed[0]), noticed[1], noticed[2]);
    }
}
