package community.backup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A script that a test has run to its end, without anything on its standard input.
 *
 * @param said on the standard output and the standard error
 */
public record ScriptRun(int status, String said) {
    /** Runs it in the root. */
    public static ScriptRun of(String... command) throws IOException, InterruptedException {
        return of(Path.of(""), Map.of(), List.of(command));
    }

    /**
     * Runs it in a folder.
     *
     * @param environment beside that of the test
     */
    public static ScriptRun of(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ScriptRun(process.waitFor(), said);
    }
}
