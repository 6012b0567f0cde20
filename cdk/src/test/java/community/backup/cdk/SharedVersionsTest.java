package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks versions that more than one file has. */
class SharedVersionsTest {
    private static final Pattern ARTIFACT =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<$]+)</version>");
    private static final Pattern PROPERTY = Pattern.compile("<([a-z-]+[.]version)>([^<]+)</");

    @Test
    void plugins_and_libraries_have_the_versions_of_the_roots_build() throws IOException {
        String mine = read(Command.CDK.resolve("pom.xml"));
        String root = read(Command.ROOT.resolve("pom.xml"));

        assertThat(shared(found(PROPERTY, mine), found(PROPERTY, root))).isNotEmpty();
        assertThat(shared(found(ARTIFACT, mine), found(ARTIFACT, root))).isNotEmpty();
    }

    @Test
    void the_command_line_tests_and_the_python_snippet_use_the_release_of_the_cdk_that_the_constructs_use()
            throws IOException {
        String release = found(PROPERTY, read(Command.CDK.resolve("pom.xml"))).get("aws-cdk-lib.version");

        assertThat(read(Command.CDK.resolve("package.json"))).contains("\"aws-cdk-lib\": \"" + release + "\"");
        assertThat(read(Command.ROOT.resolve("tools/requirements-cdk.in"))).contains("aws-cdk-lib==" + release + " ;");
    }

    @Test
    void the_constructs_and_their_page_have_the_version_of_the_package() throws IOException {
        String version = version(Command.ROOT.resolve("pom.xml"));

        assertThat(version(Command.CDK.resolve("pom.xml"))).isEqualTo(version);
        assertThat(found(ARTIFACT, read(Command.CDK.resolve("README.md")))).containsEntry("recoverypoint-cdk", version);
    }

    private static String version(Path pom) throws IOException {
        // The first version is the project's own.
        Matcher version = Pattern.compile("\n  <version>([^<]+)</version>").matcher(read(pom));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @Test
    void no_file_names_the_host_of_a_registry() throws IOException {
        assertThat(read(Command.CDK.resolve("package-lock.json"))).doesNotContain("\"resolved\"");
    }

    /** The entries that both files have. Their versions must be equal. */
    private static Map<String, String> shared(Map<String, String> mine, Map<String, String> root) {
        Map<String, String> both = new TreeMap<>(mine);
        both.keySet().retainAll(root.keySet());
        assertThat(root).containsAllEntriesOf(both);
        return both;
    }

    private static Map<String, String> found(Pattern pattern, String text) {
        Map<String, String> found = new TreeMap<>();
        Matcher each = pattern.matcher(text);
        while (each.find()) {
            found.put(each.group(1), each.group(2));
        }
        return found;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
