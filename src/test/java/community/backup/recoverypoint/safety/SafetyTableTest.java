package community.backup.recoverypoint.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plays each cell of the table of docs/safety.md, with and without the policies, and compares the outcomes. */
class SafetyTableTest {
    private final List<String> table;

    SafetyTableTest() throws IOException {
        table = Files.readString(Path.of("docs", "safety.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| Situation "))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void the_page_says_what_happens(Situation situation) {
        assertThat(table).as("the row is to be:%n%s", row(situation)).contains(row(situation));
    }

    @Test
    void the_page_has_every_situation_once_and_no_other() {
        assertThat(table.stream().map(row -> row.split(" \\| ", -1)[0].substring(2)))
                .containsExactlyElementsOf(Stream.of(Situation.values())
                        .map(situation -> situation.text)
                        .toList());
    }

    private static String row(Situation situation) {
        return "| "
                + String.join(
                        " | ",
                        situation.text,
                        situation.outcome(Origin.IMPORTED, Keep.NOTHING),
                        situation.outcome(Origin.MADE, Keep.NOTHING),
                        weakestPolicy(situation))
                + " |";
    }

    /** The weakest policies that keep the recovery point, whatever its origin. */
    private static String weakestPolicy(Situation situation) {
        return Stream.of(Keep.values())
                .filter(keep -> Stream.of(Origin.values())
                        .noneMatch(origin -> situation.outcome(origin, keep).contains("deleted")))
                .findFirst()
                .map(keep -> keep.text)
                .orElse("no policy does");
    }
}
