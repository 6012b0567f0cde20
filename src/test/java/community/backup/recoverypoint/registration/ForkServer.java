package community.backup.recoverypoint.registration;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a Python script many times, each time in a process of its own ({@code src/test/python/fork-server.py}). A run saves the half second
 * in which Python starts and reads the script's libraries.
 */
final class ForkServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path folder;
    private int runs;

    /**
     * Starts the server.
     *
     * @param environment an environment of {@code tools/python}
     * @param folder the folder for the output of the runs
     */
    ForkServer(String environment, String script, Path folder) throws IOException {
        this.folder = folder;
        process = new ProcessBuilder("tools/python", environment, "python", "src/test/python/fork-server.py", script)
                .redirectError(folder.resolve("fork-server.log").toFile())
                .start();
    }

    /**
     * The result of a run.
     *
     * @param status the exit status
     * @param output the standard output and the standard error
     */
    record Run(int status, String output) {}

    /** Runs the script with these arguments, in this environment and no other. */
    Run run(List<String> arguments, Map<String, String> environment) throws IOException {
        runs++;
        Path output = folder.resolve("run-" + runs + ".txt");
        Writer runner = process.outputWriter(StandardCharsets.UTF_8);
        runner.write(JSON.writeValueAsString(
                Map.of("arguments", arguments, "environment", environment, "output", output.toString())));
        runner.write('\n');
        runner.flush();
        String status = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (status == null) {
            throw new AssertionError("The fork server ended: " + Files.readString(folder.resolve("fork-server.log")));
        }
        return new Run(Integer.parseInt(status), Files.readString(output));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }
}
