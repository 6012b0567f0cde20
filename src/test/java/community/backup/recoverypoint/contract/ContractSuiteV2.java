package community.backup.recoverypoint.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@code tools/contract-v2}. */
final class ContractSuiteV2 {
    private static final Path SCRIPT = Path.of("tools", "contract-v2");
    private static final Pattern TEST = Pattern.compile("(?m)^(passed|FAILED|not run) +(\\w+)");

    /** Much longer than a run takes, but short enough to show the reason before the build times out. */
    private static final long LIMIT_SECONDS = 120;

    private ContractSuiteV2() {}

    /**
     * Runs the suite.
     *
     * @param folder the folder for the output of the run
     */
    static SuiteV2Result run(Path folder, String... options) throws IOException, InterruptedException {
        Path output = Files.createDirectories(folder).resolve("contract-v2.txt");
        List<String> command = Stream.concat(Stream.of(SCRIPT.toString()), Arrays.stream(options))
                .toList();
        Process script = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!script.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            script.descendants().forEach(ProcessHandle::destroy);
            script.destroy();
            throw new IOException(
                    command + " had not ended after " + LIMIT_SECONDS + " s: " + Files.readString(output));
        }
        return new SuiteV2Result(script.exitValue(), Files.readString(output));
    }

    /**
     * The result of a run.
     *
     * @param exitStatus 0 if all tests passed, 1 if one failed, 2 if an option is wrong
     * @param output the whole output
     */
    record SuiteV2Result(int exitStatus, String output) {

        /** The names of the tests with this outcome: passed, FAILED or not run. */
        Set<String> tests(String outcome) {
            Map<String, String> outcomes = new HashMap<>();
            TEST.matcher(output).results().forEach(test -> outcomes.put(test.group(2), test.group(1)));
            return outcomes.entrySet().stream()
                    .filter(test -> test.getValue().equals(outcome))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
