package community.backup.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.cloudformation.StackEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final String NASTY = "</script><script>alert('1')</script><!-- & $1 \\ \u2028 {{page.js}}";
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"recording\">(.*?)</script>", Pattern.DOTALL);

    private static Recording recording(String text) {
        StackEvent event = new StackEvent(TIME, "stack", "Backup", "id", "type", "DELETE_FAILED", text);
        return new Recording(
                text,
                TIME,
                TIME.plusSeconds(1),
                List.of(new Check(text, text, false, text)),
                List.of(new ExternalEvent(TIME, text, text)),
                List.of(new StackHistory("stack", List.of(), List.of(event))));
    }

    private static JsonNode dataIn(String page) throws IOException {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return new ObjectMapper().readTree(data.group(1));
    }

    @Test
    void no_text_of_a_recording_gets_out_of_its_element() {
        String harmless = ReportPage.of(recording("harmless"));
        String nasty = ReportPage.of(recording(NASTY));

        assertThat(tags(nasty)).isEqualTo(tags(harmless));
        assertThat(nasty).doesNotContain("alert('1')</script>", "<!-- &");
    }

    private static List<String> tags(String page) {
        return Pattern.compile("<[/!a-z][^>]*>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void every_text_comes_back_as_it_was() throws IOException {
        JsonNode data = dataIn(ReportPage.of(recording(NASTY)));

        assertThat(data.path("title").asText()).isEqualTo(NASTY);
        assertThat(data.at("/stacks/0/events/0/reason").asText()).isEqualTo(NASTY);
    }

    @Test
    void times_are_milliseconds() throws IOException {
        JsonNode data = dataIn(ReportPage.of(recording("")));

        assertThat(data.path("begin").asLong()).isEqualTo(TIME.toEpochMilli());
        assertThat(data.at("/stacks/0/events/0/timestamp").asLong()).isEqualTo(TIME.toEpochMilli());
    }

    @Test
    void all_its_files_are_in_it_and_nothing_is_fetched() {
        String page = ReportPage.of(recording(""));

        assertThat(page).doesNotContain("{{").contains("default-src 'none'");
        assertThat(page).doesNotContainPattern("(?i)<(link|img|iframe)|<script[^>]* src|@import|url\\(|fetch\\(");
    }
}
