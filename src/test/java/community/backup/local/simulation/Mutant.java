package community.backup.local.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A deliberate fault in the source, as in mutation testing. The simulation must detect it.
 *
 * @param name what is wrong, in a few words
 * @param file below {@code src/main/java/community/backup}
 * @param original a text that the file has exactly once
 * @param replacement the faulty text
 */
record Mutant(String name, String file, String original, String replacement) {
    private static final Path ROOT = Path.of("src/main/java/community/backup");

    /** The source of the file with the fault. */
    String source() {
        try {
            String source = Files.readString(ROOT.resolve(file));
            int at = source.indexOf(original);
            if (at < 0 || source.indexOf(original, at + 1) >= 0) {
                throw new AssertionError(
                        "\"" + name + "\" no longer fits: " + file + " must have exactly once: " + original);
            }
            return source.replace(original, replacement);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class that the file declares. */
    String className() {
        return "community.backup." + file.replace('/', '.').replace(".java", "");
    }
}
