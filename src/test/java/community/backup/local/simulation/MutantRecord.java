package community.backup.local.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The recorded results: with which life to start the search for each mutant. */
final class MutantRecord {
    private static final Path RECORDED = Path.of("src/test/resources/simulation/mutants.txt");
    private static final Path NOW = Path.of("target/simulation/mutants.txt");
    private static final String LINE = "%5d | %-62s | %s\n";

    private final Map<String, Long> lives = new HashMap<>();

    static MutantRecord read() throws IOException {
        MutantRecord record = new MutantRecord();
        if (Files.exists(RECORDED)) {
            for (String line : Files.readAllLines(RECORDED)) {
                String[] parts = line.split("[|]", -1);
                record.lives.put(parts[1].strip(), Long.valueOf(parts[0].strip()));
            }
        }
        return record;
    }

    /** The recorded lives of a mutant; 0 if it has no record. */
    long livesOf(String name) {
        return lives.getOrDefault(name, 0L);
    }

    static void write(Map<String, MutantResult> results, boolean record) throws IOException {
        String text = results.entrySet().stream()
                .map(each -> LINE.formatted(
                        each.getValue().lives(), each.getKey(), each.getValue().promise()))
                .collect(Collectors.joining());
        Path file = record ? RECORDED : NOW;
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
