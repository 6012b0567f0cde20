package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code ./demo} in its own process, without the script's check that everything is built. */
final class DemoProcess {
    private DemoProcess() {}

    /**
     * Runs the demo with very short waits, and returns its output. The test fails if a claim of the demo does not hold.
     */
    static String run(List<String> arguments, Path tmpdir) throws IOException, InterruptedException {
        List<String> quick = new ArrayList<>(arguments);
        quick.addAll(List.of("--speed", "100000"));
        Process demo = start(quick, tmpdir);
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(output).isZero();
        return output;
    }

    /** Starts the demo. The standard error goes to the standard output. */
    static Process start(List<String> arguments, Path tmpdir) throws IOException {
        return new ProcessBuilder(command(arguments, tmpdir))
                .redirectErrorStream(true)
                .start();
    }

    /**
     * The command that {@code ./demo} runs.
     *
     * @param options options of the JVM
     */
    static List<String> command(List<String> arguments, Path tmpdir, String... options) throws IOException {
        return command("community.backup.local.demo.Demo", arguments, tmpdir, options);
    }

    /** The command that {@code ./simulate} runs. */
    static List<String> simulate(List<String> arguments, Path tmpdir) throws IOException {
        return command("community.backup.local.simulation.Simulate", arguments, tmpdir);
    }

    private static List<String> command(String main, List<String> arguments, Path tmpdir, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + tmpdir,
                "-cp",
                String.join(
                        File.pathSeparator,
                        "target/classes",
                        "target/test-classes",
                        Files.readString(Path.of("target", "local.classpath")))));
        command.addAll(List.of(options));
        command.add(main);
        command.addAll(arguments);
        return command;
    }
}
