package community.backup.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a process that runs the handler may use a folder as {@code java.io.tmpdir}. The handler's runtime
 * empties that folder at every request, so nothing else may use it.
 */
final class PrivateTmpdir {
    /** A file of this name beside a folder shows that the folder may be emptied at any time. */
    static final String MARKER = ".handler-tmpdir";

    private PrivateTmpdir() {}

    /**
     * The reason why {@code folder} cannot be the handler's temporary folder, as one sentence; empty if it can.
     *
     * @param folder the value of {@code java.io.tmpdir}
     * @param userTmpdir the value of the environment's {@code TMPDIR}, if set
     */
    static Optional<String> objection(Path folder, @Nullable String userTmpdir) {
        if (!Files.isDirectory(folder)) {
            return Optional.of(refusal(folder, "is not a folder"));
        }
        Path real = real(folder);
        if (Stream.of("/tmp", "/var/tmp", userTmpdir == null ? "/tmp" : userTmpdir)
                .anyMatch(shared -> real.equals(real(Path.of(shared))))) {
            return Optional.of(refusal(folder, "is shared by the whole machine"));
        }
        if (!isBelowTarget(real) && !Files.exists(real.resolveSibling(MARKER))) {
            return Optional.of(
                    refusal(folder, "is neither below a folder named target nor beside a file named " + MARKER));
        }
        return Optional.empty();
    }

    private static boolean isBelowTarget(Path folder) {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (above.endsWith("target")) {
                return true;
            }
        }
        return false;
    }

    private static String refusal(Path folder, String reason) {
        return "Not started: the handler's runtime empties java.io.tmpdir at every request, and " + folder + " "
                + reason + "; give a folder that nothing else uses, such as -Djava.io.tmpdir=target/tmp/lambda.";
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
