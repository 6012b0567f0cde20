package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that the build works if the path of the checkout has a space, and if commands have other names.
 * tools/check-reproducible builds in such a path.
 */
class OtherMachinesTest {
    private static final Pattern LINE_OF_ARGUMENTS =
            Pattern.compile("<(argLine|commandlineArgs|commandLineArgs)>([^<]*)</|<arg line=(\"[^>]*\")/>");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern UNQUOTED_PATH = Pattern.compile("\\S*([$]\\{|@\\{\\S*:jar})\\S*");

    /** A line of arguments is split at its spaces, and a path that replaces a property can have one. */
    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "cdk/pom.xml"})
    void a_path_with_a_space_stays_one_argument(String pom) throws IOException {
        List<String> paths = LINE_OF_ARGUMENTS
                .matcher(Files.readString(Path.of(pom)))
                .results()
                .map(line -> line.group(2) == null ? line.group(3).replace("\"", "") : line.group(2))
                .map(line -> QUOTED.matcher(line).replaceAll(""))
                .flatMap(line -> UNQUOTED_PATH.matcher(line).results().map(MatchResult::group))
                .toList();

        assertThat(paths).isEmpty();
    }

    @Test
    void without_sha256sum_checksums_are_made_by_shasum(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a file"), "text");
        Path commands = Files.createDirectory(folder.resolve("commands"));
        Path shasum = Files.writeString(commands.resolve("shasum"), "#!/bin/sh\necho \"shasum $*\"\n");
        assertThat(shasum.toFile().setExecutable(true)).isTrue();

        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "tools/sha256", "--check", file.toString());
        builder.environment().put("PATH", commands.toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo("shasum -a 256 --check " + file + "\n");
    }

    @Test
    void no_script_needs_sha256sum() throws IOException {
        for (String folder : List.of(".", "tools", "bench", "bench/stock", ".ci", "cdk")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (text.startsWith("#!/usr/bin/env bash") && !file.endsWith("sha256")) {
                        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                                .as(file.toString())
                                .noneMatch(line -> line.contains("sha256sum"));
                    }
                }
            }
        }
    }
}
