package community.backup.local.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many lives it took to notice what is done wrong, as it was recorded once: where to look first. */
final class TeethRecord {
    private static final Path RECORDED = Path.of("src/test/resources/simulation/teeth.txt");
    private static final Path NOW = Path.of("target/simulation/teeth.txt");
    private static final String LINE = "%5d | %-62s | %s\n";

    private final Map<String, Long> lives = new HashMap<>();

    static TeethRecord read() throws IOException {
        TeethRecord record = new TeethRecord();
        if (Files.exists(RECORDED)) {
            for (String line : Files.readAllLines(RECORDED)) {
                String[] parts = line.split("[|]", -1);
                record.lives.put(parts[1].strip(), Long.valueOf(parts[0].strip()));
            }
        }
        return record;
    }

    /** The lives of something wrong; 0 where nothing is recorded of it. */
    long livesOf(String name) {
        return lives.getOrDefault(name, 0L);
    }

    static void write(Map<String, Bite> bites, boolean record) throws IOException {
        String text = bites.entrySet().stream()
                .map(each -> LINE.formatted(
                        each.getValue().lives(), each.getKey(), each.getValue().promise()))
                .collect(Collectors.joining());
        Path file = record ? RECORDED : NOW;
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
