package community.backup.cdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test runs, to its end. */
record Command(int status, String output) {
    /** The folder of this build, in which Maven runs the tests. */
    static final Path CDK = Path.of("").toAbsolutePath();

    static final Path ROOT = CDK.resolve("..").normalize();
    static final Path TARGET = CDK.resolve("target");

    private static final long PATIENCE_SECONDS = 300;

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
