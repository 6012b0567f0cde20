package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.ScriptRun;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the bill of materials with the package beside it. The licences must be known, and the package must be
 * allowed to ship them.
 */
class SbomIT {
    private static final Path JAR = Path.of(System.getProperty("package.jar"));
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));
    private static final Path CLASSPATH = Path.of("target", "runtime.classpath");
    private static final String OURS = "community/backup/";

    /** A package under the Apache License may ship all of these, with their texts. A new licence needs a decision. */
    private static final Set<String> LICENCES = Set.of("Apache-2.0", "MIT", "MIT-0", "Go License", "Public Domain");

    private final JsonNode sbom =
            new ObjectMapper().readTree(Path.of(System.getProperty("sbom")).toFile());

    SbomIT() throws IOException {}

    private List<JsonNode> components() {
        return StreamSupport.stream(sbom.path("components").spliterator(), false)
                .toList();
    }

    private static String name(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText();
    }

    @Test
    void it_is_of_this_package() {
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(name(sbom.at("/metadata/component")) + ".jar")
                .isEqualTo(JAR.getFileName().toString());
    }

    @Test
    void its_components_are_the_jars_whose_classes_are_in_the_package_and_no_others()
            throws IOException, NoSuchAlgorithmException {
        Map<String, Path> jars = Arrays.stream(
                        Files.readString(CLASSPATH).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .collect(Collectors.toMap(jar -> jar.getFileName().toString(), Function.identity()));
        Set<String> shipped = classes(JAR);
        shipped.removeIf(name -> name.startsWith(OURS));
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : components()) {
            Path jar = Optional.ofNullable(jars.get(name(component) + ".jar"))
                    .orElseThrow(() -> new AssertionError(name(component) + " is not on the class path"));
            assertThat(sha256(component)).as(name(component)).isEqualTo(sha256(jar));
            Set<String> classes = classes(jar);
            assertThat(classes).as("of which nothing ships: " + jar).containsAnyElementsOf(shipped);
            listed.addAll(classes);
        }

        assertThat(listed).containsAll(shipped);
    }

    @Test
    void every_component_has_a_licence_that_is_known_and_its_text_is_in_the_package() throws IOException {
        Path folder = UNZIPPED.resolve("META-INF/licences");
        List<String> index = Files.readAllLines(folder.resolve("index.txt"));

        assertThat(components()).isNotEmpty().allSatisfy(component -> {
            assertThat(licences(component)).as(name(component)).isNotEmpty().isSubsetOf(LICENCES);
            assertThat(index)
                    .anyMatch(line -> line.matches("(?i)" + Pattern.quote(name(component)) + " .*LICEN[CS]E.*"));
        });
        assertThat(index).allSatisfy(line -> assertThat(folder.resolve(line.replaceFirst(".* ", "")))
                .isNotEmptyFile());
    }

    /** Libraries, each with the first version that has none of the faults in SECURITY.md. */
    static Stream<Arguments> cleanVersions() throws IOException {
        return Pattern.compile("(?m)^\\| `([\\w.:-]+)` \\| ([\\d.]+) \\|")
                .matcher(Files.readString(Path.of("SECURITY.md")))
                .results()
                .map(row -> Arguments.of(row.group(1), row.group(2)));
    }

    @ParameterizedTest
    @MethodSource("cleanVersions")
    void no_library_ships_in_a_version_with_a_fault_that_is_known(String library, String clean) {
        assertThat(components())
                .filteredOn(component -> library.equals(component.path("group").asText() + ":"
                        + component.path("name").asText()))
                .singleElement()
                .satisfies(component -> assertThat(ModuleDescriptor.Version.parse(
                                component.path("version").asText()))
                        .as(name(component))
                        .isGreaterThanOrEqualTo(ModuleDescriptor.Version.parse(clean)));
    }

    @Test
    void what_ships_is_listed_with_its_versions() throws IOException, InterruptedException {
        assertThat(shipped(0, System.getProperty("sbom")).lines())
                .hasSameSizeAs(components())
                .isSorted()
                .contains("org.slf4j:slf4j-api 2.0.17");
    }

    @ParameterizedTest
    @CsvSource({"--verbose,is no option", "no-such-file,is not a file", "pom.xml,is not a bill of materials"})
    void what_cannot_be_listed_is_refused_in_one_line(String argument, String why)
            throws IOException, InterruptedException {
        assertThat(shipped(2, argument).lines()).singleElement().asString().contains(argument, why, "give the path");
    }

    private static String shipped(int status, String argument) throws IOException, InterruptedException {
        ScriptRun run = ScriptRun.of("tools/shipped", argument);
        assertThat(run.status()).as(run.output()).isEqualTo(status);
        return run.output();
    }

    private static List<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(licence -> licence.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()))
                .toList();
    }

    private static String sha256(JsonNode component) {
        return StreamSupport.stream(component.path("hashes").spliterator(), false)
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .findFirst()
                .orElseThrow()
                .path("content")
                .asText();
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /**
     * The classes of a jar, without module descriptors and without the classes for certain Java versions. An unzipped
     * package has neither.
     */
    private static Set<String> classes(Path file) throws IOException {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class")
                            && !name.endsWith("module-info.class")
                            && !name.startsWith("META-INF/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
