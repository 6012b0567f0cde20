package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.lambda.TypeFolder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the files for CloudFormation: the jar with the handler, and the zip around it that {@code cfn submit} uploads.
 */
class PackageIT {
    private static final Path JAR = Path.of(System.getProperty("package.jar"));
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));

    private static final String OURS = "community/backup/";
    private static final int JAVA_17 = 61;
    private static final long MEGABYTE = 1_000_000;

    @Test
    void the_jar_holds_the_handlers_their_schemas_and_its_licences() throws IOException {
        for (String type : List.of("recoverypoint/", "vaultcontents/")) {
            assertThat(files(JAR).keySet())
                    .contains(
                            OURS + type + "Entrypoint.class",
                            OURS + type + "DeleteHandler.class",
                            OURS + type + "HandlerWrapper.class",
                            OURS + type + "HandlerWrapperExecutable.class");
        }
        assertThat(files(JAR).keySet())
                .contains(
                        "software/amazon/cloudformation/ExecutableWrapper.class",
                        "schema.json",
                        "simplelogger.properties",
                        "META-INF/LICENSE")
                .contains("META-INF/licences/index.txt");
        for (TypeFolder type : TypeFolder.all()) {
            Path schema = type.file("schema.json");
            assertThat(content(JAR, schema.toString())).isEqualTo(Files.readString(schema));
        }
    }

    @Test
    void the_jar_holds_nothing_that_does_not_belong() throws IOException {
        assertThat(files(JAR).keySet())
                .as("signatures of other jars, with which it would not start")
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|EC|RSA)"))
                .as("build tools, other loggers, another HTTP client, what only compilers read")
                .noneMatch(name -> name.matches("(com/diffplug|org/eclipse|org/osgi|lombok|org/projectlombok|io/netty"
                        + "|org/apache/(maven|log4j|logging)|org/jspecify|javax/annotation|org/checkerframework)/.*"))
                .as("tests and what is only for them")
                .noneMatch(name -> name.matches("(org/(junit|assertj|mockito|yaml)|com/tngtech|net/bytebuddy)/.*"))
                .noneMatch(name -> name.startsWith(OURS + "local/"))
                .noneMatch(name -> name.matches(OURS + ".*(Test|IT)(\\$.*)?\\.class"))
                .as("what Lambda does not look at")
                .noneMatch(name -> name.endsWith("module-info.class") || name.endsWith(".java"))
                .noneMatch(name -> name.matches("META-INF/(versions|maven|native-image|proguard)/.*"));
    }

    @Test
    void the_jar_is_small_enough_to_start_quickly() throws IOException {
        assertThat(Files.size(JAR)).isLessThanOrEqualTo(7 * MEGABYTE);
        assertThat(files(JAR)).hasSizeLessThanOrEqualTo(4_600);
    }

    @Test
    void our_classes_are_for_java_17_and_no_other_needs_a_newer_one() throws IOException {
        Map<String, Integer> versions = new HashMap<>();
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            for (ZipEntry entry : jar.stream()
                    .filter(file -> file.getName().endsWith(".class"))
                    .toList()) {
                try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                    in.skipNBytes(6);
                    versions.put(entry.getName(), in.readUnsignedShort());
                }
            }
        }

        assertThat(select(versions, (name, version) -> name.startsWith(OURS)).values())
                .isNotEmpty()
                .containsOnly(JAVA_17);
        assertThat(select(versions, (name, version) -> version > JAVA_17)).isEmpty();
    }

    @Test
    void the_manifest_says_what_it_is_and_points_nowhere() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
                    .isEqualTo("Community::Backup::RecoveryPoint");
            assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                    .isNotBlank();
            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH)).isNull();
        }
    }

    @Test
    void the_unzipped_folder_is_the_jar() throws IOException {
        Map<String, Long> unzipped;
        try (Stream<Path> files = Files.walk(UNZIPPED)) {
            unzipped = files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> UNZIPPED.relativize(file).toString().replace('\\', '/'),
                            file -> file.toFile().length()));
        }

        assertThat(unzipped).isEqualTo(files(JAR));
    }

    private static List<TypeFolder> types() {
        return TypeFolder.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_zip_is_what_cfn_submit_uploads(TypeFolder type) throws IOException {
        Path submitted = Path.of("target", "staging", type.slug(), type.slug() + ".zip");
        String jar = "target/" + JAR.getFileName().toString().replaceFirst("^.*-handler-", type.slug() + "-handler-");
        String handlers = type.entrypoint().replaceFirst("[.]Entrypoint::.*", "");

        assertThat(files(submitted).keySet())
                .contains(".rpdk-config", "schema.json", "pom.xml", jar, ".cfn_metadata.json")
                .contains("inputs/inputs_1_create.json", "inputs/inputs_1_update.json", "inputs/inputs_1_invalid.json")
                .contains("src/main/java/" + handlers.replace('.', '/') + "/DeleteHandler.java")
                .noneMatch(name -> name.startsWith("src/test/") || name.startsWith("src/local/"))
                .filteredOn(name -> name.endsWith(".jar"))
                .containsExactly(jar);
        assertThat(content(submitted, "schema.json")).isEqualTo(Files.readString(type.file("schema.json")));
        assertThat(content(submitted, ".rpdk-config"))
                .contains("\"runtime\": \"java17\"")
                .contains(handlers + ".Entrypoint::handleRequest")
                .contains(handlers + ".Entrypoint::testEntrypoint")
                .contains(handlers + ".HandlerWrapperExecutable");
        assertThat(sum(submitted, jar)).isEqualTo(sum(JAR));
    }

    /** The files in a zip or jar, and their sizes. */
    private static Map<String, Long> files(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getSize));
        }
    }

    private static String content(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long sum(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(name).getCrc();
        }
    }

    private static long sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return sum.getValue();
    }

    private static <V> Map<String, V> select(Map<String, V> all, BiPredicate<String, V> those) {
        return all.entrySet().stream()
                .filter(entry -> those.test(entry.getKey(), entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
