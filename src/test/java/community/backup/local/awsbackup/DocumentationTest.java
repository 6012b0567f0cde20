package community.backup.local.awsbackup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compares the tables of {@code docs/local-aws-backup.md} with the code that they repeat. */
class DocumentationTest {
    private final String page = Files.readString(Path.of("docs", "local-aws-backup.md"));

    DocumentationTest() throws IOException {}

    @Test
    void the_page_has_every_operation_with_its_rate() {
        assertThat(page)
                .contains(Arrays.stream(BackupOperation.values())
                        .map(operation -> "| %s | %s |"
                                .formatted(
                                        operation.wireName(),
                                        operation.callsPerSecond() == 0 ? "-" : operation.callsPerSecond()))
                        .toList());
    }

    @Test
    void the_page_has_every_resource_type() {
        assertThat(page)
                .contains(Arrays.stream(ProtectedResourceType.values())
                        .map(DocumentationTest::row)
                        .toList());
    }

    @Test
    void the_page_has_every_alternative_and_every_cause_of_expired() {
        assertThat(page)
                .contains(Arrays.stream(Alternative.values())
                        .map(alternative -> "| `" + alternative + "` |")
                        .toList())
                .contains(Arrays.stream(DeleteBlocker.values()).map(Enum::name).toList());
    }

    private static String row(ProtectedResourceType type) {
        String cold = type.is(ProtectedResourceType.Trait.COLD) || type.is(ProtectedResourceType.Trait.COMPOSITE)
                ? "yes"
                : type.is(ProtectedResourceType.Trait.ARCHIVES) ? "opt-in" : "";
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        type,
                        type.wireName(),
                        yes(type.is(ProtectedResourceType.Trait.ARN_AT_ONCE)),
                        yes(type.is(ProtectedResourceType.Trait.STOPPABLE)),
                        cold,
                        text(type.backupTakes()),
                        text(type.deleteTakes()));
    }

    private static String yes(boolean can) {
        return can ? "yes" : "";
    }

    private static String text(Duration duration) {
        return duration.toString()
                .substring(2)
                .replace("H", " h")
                .replace("M", " min")
                .replace("S", " s");
    }
}
