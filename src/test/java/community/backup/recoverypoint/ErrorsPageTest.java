package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.vaultcontents.ErrorOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Compares docs/errors.md with the data. With the property {@code errors.record}, it writes the page. */
@NullMarked
class ErrorsPageTest {
    private static final Path PAGE = Path.of("docs", "errors.md");

    @Test
    void the_page_on_errors_is_what_the_data_says() throws IOException {
        String text = ErrorsPage.text();
        if (System.getProperty("errors.record") != null) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE)
                .as("docs/errors.md is old; write it anew with " + ErrorsPage.COMMAND)
                .hasContent(text);
    }

    @Test
    void every_call_that_the_schema_permits_to_a_handler_of_vault_contents_is_on_the_page_once() throws IOException {
        JsonNode handlers = new ObjectMapper()
                .readTree(Path.of("vault-contents", "schema.json").toFile())
                .path("handlers");
        List<String> permitted = new ArrayList<>();
        handlers.properties().forEach(handler -> handler.getValue()
                .path("permissions")
                .forEach(action -> permitted.add(handler.getKey() + ": " + action.asText())));
        // AWS Backup needs this permission, but denies no call without it.
        permitted.remove("delete: iam:CreateServiceLinkedRole");

        // A handler makes this call only after a denial, to find out whether the vault exists.
        permitted.removeAll(List.of(
                "create: backup:ListBackupVaults",
                "read: backup:ListBackupVaults",
                "update: backup:ListBackupVaults",
                "delete: backup:ListBackupVaults"));

        assertThat(ErrorOutcomes.calls()).containsExactlyInAnyOrderElementsOf(permitted);
    }
}
