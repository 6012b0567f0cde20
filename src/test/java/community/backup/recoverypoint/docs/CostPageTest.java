package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The figures of docs/cost.md follow from each other and from the schema. */
class CostPageTest {
    private static final double OPERATION = 0.0009;
    private static final double SECOND = 0.00008;
    private static final int FREE_SECONDS = 30;

    private final String page = Files.readString(Path.of("docs", "cost.md"));

    CostPageTest() throws IOException {}

    @Test
    void ten_hours_of_waiting_cost_what_the_example_says() {
        int seconds = 10 * 60 * 60 - FREE_SECONDS;
        double each = OPERATION + seconds * SECOND;

        assertThat(page)
                .contains(String.format(Locale.ROOT, "= %,d s |", seconds))
                .contains(String.format(Locale.ROOT, "= %.2f USD | %.2f USD |", each, 100 * each))
                .contains(String.format(Locale.ROOT, "| 0.0009 USD | %.2f USD |", 100 * OPERATION));
    }

    @Test
    void the_times_are_those_of_the_schema() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Path.of("schema.json").toFile());

        assertThat(page)
                .contains("| " + schema.at("/handlers/delete/timeoutInMinutes").asInt() / 60 + " hours |")
                .contains("| " + schema.at("/handlers/update/timeoutInMinutes").asInt() / 60 + " hours |")
                .contains("| "
                        + schema.at("/properties/StartWindowMinutes/minimum").asInt() + " minutes |");
    }
}
