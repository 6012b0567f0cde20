package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** docs/errors.md is what the data says; with the property {@code errors.record} it is written. */
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
}
