package community.backup.recoverypoint.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the files that {@code tools/release} puts into {@code target/release}, and that they are from this build. */
class ReleaseFilesIT {
    private static final Path RELEASE = Path.of("target", "release");
    private static final Path JAR = Path.of(System.getProperty("package.jar"));
    private static final String VERSION =
            JAR.getFileName().toString().replaceFirst("^community-backup-recoverypoint-handler-(.*)\\.jar$", "$1");
    private static final String NAME = "community-backup-recoverypoint-" + VERSION;
    private static final String CONTENTS = "community-backup-vaultcontents-" + VERSION;
    private static final String CONSTRUCTS = "recoverypoint-cdk-" + VERSION;
    private static final Path PACKAGE = RELEASE.resolve(NAME + ".zip");

    @BeforeAll
    static void release() throws IOException, InterruptedException {
        ScriptRun release = ScriptRun.of("tools/release", "--built");

        assertThat(release.status()).as(release.output()).isZero();
        assertThat(release.output())
                .contains("The release " + VERSION, Files.readString(RELEASE.resolve("SHA256SUMS")));
    }

    @Test
    void an_option_that_it_does_not_know_is_refused_in_one_line() throws IOException, InterruptedException {
        assertThat(ScriptRun.of("tools/release", "--recrod"))
                .isEqualTo(new ScriptRun(
                        2, "--recrod: tools/release takes no option but --built and --record. Leave it out.\n"));
    }

    @Test
    void it_has_package_bill_of_materials_templates_constructs_and_their_checksums_and_nothing_else()
            throws IOException, NoSuchAlgorithmException {
        List<String> files = List.of(
                NAME + ".cdx.json",
                CONSTRUCTS + "-javadoc.jar",
                CONSTRUCTS + "-sources.jar",
                CONSTRUCTS + ".jar",
                "bucket.yaml",
                "type.yaml",
                "vault-contents-type.yaml",
                NAME + ".zip",
                CONTENTS + ".zip");
        StringBuilder sums = new StringBuilder();
        for (String file : files) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(RELEASE.resolve(file)));
            sums.append(HexFormat.of().formatHex(digest))
                    .append("  ")
                    .append(file)
                    .append('\n');
        }

        try (Stream<Path> all = Files.list(RELEASE)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(files.stream(), Stream.of("SHA256SUMS"))
                            .toList());
        }
        assertThat(RELEASE.resolve("SHA256SUMS")).hasContent(sums.toString());
    }

    @Test
    void its_package_has_this_jar_and_schema_and_what_the_cloudformation_cli_adds() throws IOException {
        try (ZipFile zip = new ZipFile(PACKAGE.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains(
                            "schema.json",
                            ".rpdk-config",
                            "target/" + JAR.getFileName(),
                            "inputs/inputs_1_create.json");
            assertThat(content(zip, "target/" + JAR.getFileName())).isEqualTo(Files.readAllBytes(JAR));
            assertThat(content(zip, "schema.json")).isEqualTo(Files.readAllBytes(Path.of("schema.json")));
        }
    }

    @Test
    void the_package_of_the_other_type_has_the_same_jar_and_its_own_schema() throws IOException {
        try (ZipFile zip = new ZipFile(RELEASE.resolve(CONTENTS + ".zip").toFile())) {
            assertThat(content(zip, "target/community-backup-vaultcontents-handler-" + VERSION + ".jar"))
                    .isEqualTo(Files.readAllBytes(JAR));
            assertThat(content(zip, "schema.json"))
                    .isEqualTo(Files.readAllBytes(Path.of("vault-contents", "schema.json")));
        }
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        try (var stream = zip.getInputStream(zip.getEntry(name))) {
            return stream.readAllBytes();
        }
    }

    @Test
    void nothing_in_its_package_tells_when_or_in_which_order_it_was_made() throws IOException {
        try (ZipFile zip = new ZipFile(PACKAGE.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();

            assertThat(entries).extracting(ZipEntry::getName).isSorted();
            assertThat(entries)
                    .extracting(entry -> entry.getTimeLocal().getYear())
                    .containsOnly(1980);
            assertThat(entries).extracting(ZipEntry::getMethod).containsOnly(ZipEntry.STORED);
        }
    }

    @Test
    void the_constructs_have_classes_sources_and_javadoc_and_no_times() throws IOException {
        String construct = "community/backup/cdk/RecoveryPoint";
        for (String file : List.of(
                ".jar " + construct + ".class",
                ".jar community/backup/cdk/schema.json",
                ".jar META-INF/LICENSE",
                "-sources.jar " + construct + ".java",
                "-javadoc.jar " + construct + ".html")) {
            String[] parts = file.split(" ", -1);
            try (ZipFile jar =
                    new ZipFile(RELEASE.resolve(CONSTRUCTS + parts[0]).toFile())) {
                assertThat(jar.stream().map(ZipEntry::getName)).contains(parts[1]);
                assertThat(jar.stream().map(entry -> entry.getTimeLocal().getYear()))
                        .containsOnly(1980);
                assertThat(jar.stream().map(ZipEntry::getName)).startsWith("META-INF/MANIFEST.MF");
            }
        }
    }

    @Test
    void its_bill_of_materials_is_that_of_this_package() throws IOException {
        var sbom =
                new ObjectMapper().readTree(RELEASE.resolve(NAME + ".cdx.json").toFile());

        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.at("/metadata/component/version").asText()).isEqualTo(VERSION);
    }

    @Test
    void its_templates_are_those_of_the_repository() throws IOException {
        for (String template : List.of("type.yaml", "bucket.yaml")) {
            assertThat(RELEASE.resolve(template)).hasSameTextualContentAs(Path.of("registration", template));
        }
        assertThat(RELEASE.resolve("vault-contents-type.yaml"))
                .hasSameTextualContentAs(Path.of("vault-contents", "registration", "type.yaml"));
    }
}
