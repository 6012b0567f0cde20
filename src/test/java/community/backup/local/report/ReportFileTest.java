package community.backup.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    private static final Recording EMPTY =
            new Recording("Nothing", Instant.EPOCH, Instant.EPOCH, List.of(), List.of(), List.of());

    private static final String OLDER = "what an older run has left";

    @Test
    void a_report_is_written_to_its_file_and_said_to_be_there(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");

        String message = ReportFile.named(file.toString()).write(EMPTY);

        assertThat(message).isEqualTo("The report is in " + file + ".");
        assertThat(file).content().startsWith("<!doctype html>").contains("\"title\":\"Nothing\"");
    }

    @Test
    void a_file_that_is_there_is_replaced_only_when_the_report_is_written(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), OLDER);

        ReportFile report = ReportFile.named(file.toString());
        assertThat(file).hasContent(OLDER);

        report.write(EMPTY);
        assertThat(file).content().doesNotContain(OLDER);
    }

    @Test
    void a_place_where_no_report_can_be_is_refused_with_the_reason(@TempDir Path folder) {
        assertThatThrownBy(() -> ReportFile.named(folder.toString()))
                .hasMessage("--report needs the name of a file, and " + folder + " is a folder.");
        assertThatThrownBy(() ->
                        ReportFile.named(folder.resolve("none/report.html").toString()))
                .hasMessage("There is no folder " + folder.resolve("none") + " for the report.");
    }
}
