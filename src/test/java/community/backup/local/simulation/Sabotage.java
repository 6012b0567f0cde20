package community.backup.local.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A handler or a table that is wrong on purpose: one place in the source, written otherwise. The simulation must notice.
 *
 * @param name what is wrong, in a few words
 * @param file below {@code src/main/java/community/backup}
 * @param right what stands there, once
 * @param wrong what stands there instead
 */
record Sabotage(String name, String file, String right, String wrong) {
    private static final Path ROOT = Path.of("src/main/java/community/backup");

    /** The file as it is when it is sabotaged. */
    String source() {
        try {
            String source = Files.readString(ROOT.resolve(file));
            int at = source.indexOf(right);
            if (at < 0 || source.indexOf(right, at + 1) >= 0) {
                throw new AssertionError(
                        "\"" + name + "\" no longer fits: " + file + " must have exactly once: " + right);
            }
            return source.replace(right, wrong);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class that the file declares. */
    String className() {
        return "community.backup.recoverypoint." + file.replace('/', '.').replace(".java", "");
    }
}
