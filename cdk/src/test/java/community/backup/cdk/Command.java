package community.backup.cdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program that a test runs, to its end. */
record Command(int status, String output) {
    /** The folder of this build, in which Maven runs the tests. */
    static final Path CDK = Path.of("").toAbsolutePath();

    static final Path ROOT = CDK.resolve("..").normalize();
    static final Path TARGET = CDK.resolve("target");

    private static final long PATIENCE_SECONDS = 300;

    /**
     * An environment in which the clients of AWS call no server on the internet for their credentials, and read no settings of the user.
     *
     * @param home the home folder
     * @param more variables
     */
    static Map<String, String> isolated(Path home, Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(more);
        variables.put("HOME", home.toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return variables;
    }

    /** Runs it in a folder; standard error counts as output. */
    static Command run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".txt");
        try {
            return run(folder, environment, command, output);
        } finally {
            Files.delete(output);
        }
    }

    private static Command run(Path folder, Map<String, String> environment, List<String> command, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(command + " did not end; it said: " + Files.readString(output));
        }
        return new Command(process.exitValue(), Files.readString(output));
    }
}
