package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that Maven refuses an artifact without its checksum in {@code .mvn/checksums}. The whole build shows that Maven
 * accepts the artifacts with a checksum.
 */
class LockIT {
    private static final Path SUMS = Path.of(".mvn", "checksums", "checksums.sha256");

    /** A jar that ships. An attacker would replace such a jar first. */
    private static final String JAR = "/slf4j-api-2.0.17.jar";

    @Test
    void an_artifact_that_is_not_the_locked_one_stops_the_build(@TempDir Path project)
            throws IOException, InterruptedException {
        String output = resolve(project, line -> line.endsWith(JAR) ? "0".repeat(64) + line.substring(64) : line);

        assertThat(output).contains("slf4j-api:jar:2.0.17 trusted checksum mismatch");
    }

    @Test
    void an_artifact_that_is_not_locked_stops_the_build(@TempDir Path project)
            throws IOException, InterruptedException {
        String output = resolve(project, line -> line.endsWith(JAR) ? "" : line);

        assertThat(output)
                .contains("Missing from summaryFile trusted checksum(s) [SHA-256] for artifact")
                .contains("slf4j-api:jar:2.0.17");
    }

    /** Resolves this project's dependencies with a changed lock. Returns the output of Maven, which must fail. */
    private static String resolve(Path project, UnaryOperator<String> change) throws IOException, InterruptedException {
        copy(Path.of("pom.xml"), project);
        copy(Path.of(".mvn", "maven.config"), project);
        Path sums = project.resolve(SUMS);
        Files.createDirectories(sums.getParent());
        try (Stream<String> lines = Files.lines(SUMS)) {
            Files.write(sums, lines.map(change).filter(line -> !line.isEmpty()).toList());
        }
        Path log = project.resolve("maven.log");
        ProcessBuilder maven = new ProcessBuilder(List.of(
                        System.getProperty("maven.home") + "/bin/mvn",
                        "--offline",
                        "--batch-mode",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "dependency:build-classpath"))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));

        int status = maven.start().waitFor();

        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(status).as(output).isNotZero();
        return output;
    }

    private static void copy(Path file, Path project) throws IOException {
        Path target = project.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
