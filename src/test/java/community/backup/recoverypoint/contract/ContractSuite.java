package community.backup.recoverypoint.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code cfn test}, the contract suite of the CloudFormation CLI, in a folder of its own that holds the project as
 * {@code cfn submit} uploads it.
 *
 * @param type the resource type
 * @param folder the folder for the files of the run; the output stays there as {@code cfn-test.log}
 * @param inputs the folder with the inputs of the suite
 * @param exports the names in the inputs and their values
 * @param leftOut tests that are not run, each with the reason
 */
record ContractSuite(
        TypeFolder type, Path folder, Path inputs, Map<String, String> exports, Map<String, String> leftOut) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Much longer than a run takes, but short enough to show the reason before the build times out. */
    private static final long LIMIT_SECONDS = 180;

    /**
     * Runs the suite.
     *
     * @param handler serves the Invoke API of Lambda for the handler
     * @throws IOException if the suite ends without a result; the message has its output
     */
    SuiteResult run(URI handler) throws IOException, InterruptedException {
        layOut();
        Path log = folder.resolve("cfn-test.log");
        Path results = folder.resolve("results.json");
        Files.deleteIfExists(results);
        Process suite = new ProcessBuilder(command(handler, results))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!suite.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            suite.destroyForcibly().waitFor();
            throw new IOException("cfn test had not ended after " + LIMIT_SECONDS + " s: " + Files.readString(log));
        }
        if (!Files.exists(results)) {
            throw new IOException("cfn test came to no result: " + Files.readString(log));
        }
        return result(suite.exitValue(), JSON.readTree(results.toFile()), Files.readString(log));
    }

    private void layOut() throws IOException {
        Path inputsHere = Files.createDirectories(folder.resolve("inputs"));
        copy(type.file(".rpdk-config"), folder.resolve(".rpdk-config"));
        copy(type.file("schema.json"), folder.resolve(type.slug() + ".json"));
        try (Stream<Path> files = Files.list(inputs)) {
            for (Path file : files.toList()) {
                copy(file, inputsHere.resolve(file.getFileName()));
            }
        }
        JSON.writeValue(folder.resolve("exports.json").toFile(), exports);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> command(URI handler, Path results) {
        List<String> command = new ArrayList<>(List.of(
                absolute(Path.of("tools", "python")),
                "cfn",
                "python",
                absolute(Path.of("tools", "cfn-test.py")),
                handler.toString(),
                "exports.json",
                absolute(results)));
        if (!leftOut.isEmpty()) {
            command.add("-k");
            command.add("not (" + String.join(" or ", leftOut.keySet()) + ")");
        }
        return command;
    }

    private SuiteResult result(int exitStatus, JsonNode results, String log) {
        Map<String, Test> tests = new TreeMap<>();
        results.properties().forEach(test -> {
            String name = test.getKey();
            String reason = test.getValue().get("reason").asText();
            tests.put(
                    name,
                    new Test(
                            test.getValue().get("outcome").asText(),
                            reason.isEmpty() ? leftOut.getOrDefault(name, "") : reason));
        });
        return new SuiteResult(exitStatus, tests, log);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    /**
     * The result of a test.
     *
     * @param outcome passed, failed, skipped or deselected
     * @param reason empty if it passed
     */
    record Test(String outcome, String reason) {}

    /** The results of the tests, by their names. */
    record SuiteResult(int exitStatus, Map<String, Test> tests, String log) {

        /** The tests with this outcome, and the reasons. */
        Map<String, String> with(String outcome) {
            Map<String, String> those = new TreeMap<>();
            tests.forEach((name, test) -> {
                if (test.outcome().equals(outcome)) {
                    those.put(name, test.reason());
                }
            });
            return those;
        }

        /** The counts, then the tests that did not pass, by their reasons. */
        String summary(String title) {
            StringBuilder summary =
                    new StringBuilder("contract suite (%s): %d passed, %d failed, %d skipped, %d deselected"
                            .formatted(
                                    title,
                                    with("passed").size(),
                                    with("failed").size(),
                                    with("skipped").size(),
                                    with("deselected").size()));
            for (String outcome : List.of("failed", "skipped", "deselected")) {
                Map<String, List<String>> names = new TreeMap<>();
                with(outcome).forEach((name, reason) -> names.computeIfAbsent(reason, key -> new ArrayList<>())
                        .add(name));
                names.forEach((reason, those) -> summary.append("\n  %s, %s: %s"
                        .formatted(outcome, reason.lines().findFirst().orElse("no reason"), String.join(" ", those))));
            }
            return summary.append('\n').toString();
        }
    }
}
