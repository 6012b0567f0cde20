package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares docs/reference.md with the schemas. With the property {@code reference.record}, it writes the page. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("docs", "reference.md");

    @Test
    void the_reference_is_what_the_schemas_say() throws IOException {
        String text = ReferencePage.text();
        if (System.getProperty("reference.record") != null) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE)
                .as("docs/reference.md is old; write it anew with " + ReferencePage.COMMAND)
                .hasContent(text);
    }
}
