package community.backup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The result of a script that a test has run, with an empty standard input.
 *
 * @param status the exit status
 * @param output the standard output and the standard error
 */
public record ScriptRun(int status, String output) {
    /** Runs a script in the root folder of the checkout. */
    public static ScriptRun of(String... command) throws IOException, InterruptedException {
        return of(Path.of(""), Map.of(), List.of(command));
    }

    /**
     * Runs a script in a folder.
     *
     * @param environment variables in addition to those of the test
     */
    public static ScriptRun of(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ScriptRun(process.waitFor(), output);
    }
}
