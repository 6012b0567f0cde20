package community.backup.vaultcontents;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.vaultcontents.SafetySituation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plays each row of the table of docs/safety.md about the contents of vaults, and compares the outcomes. */
class SafetyTableTest {
    private final List<String> table;

    SafetyTableTest() throws IOException {
        table = Files.readString(Path.of("docs", "safety.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| What happens to the resource "))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(SafetySituation.class)
    void thePageSaysWhatHappens(SafetySituation situation) {
        assertThat(table).as("the row is to be:%n%s", row(situation)).contains(row(situation));
    }

    @Test
    void thePageHasEverySituationOnceAndNoOther() {
        assertThat(table.stream().map(row -> row.split(" \\| ", -1)[0].substring(2)))
                .containsExactlyElementsOf(Stream.of(SafetySituation.values())
                        .map(situation -> situation.text)
                        .toList());
    }

    private static String row(SafetySituation situation) {
        Outcome ofStack = situation.outcome(EmptyOn.STACK_DELETION, false);
        Outcome ofStackOlder = situation.outcome(EmptyOn.STACK_DELETION, true);
        Outcome ofAny = situation.outcome(EmptyOn.ANY_DELETION, false);
        Outcome ofAnyOlder = situation.outcome(EmptyOn.ANY_DELETION, true);
        return "| "
                + String.join(
                        " | ",
                        situation.text,
                        both(ofStack.points(), ofStackOlder.points(), "; with `IncludeExisting` "),
                        both(ofAny.points(), ofAnyOlder.points(), "; with `IncludeExisting` "),
                        both(
                                both(ofStack.stack(), ofStackOlder.stack(), "; with `IncludeExisting` "),
                                both(ofAny.stack(), ofAnyOlder.stack(), "; with `IncludeExisting` "),
                                "; with `ANY_DELETION` "))
                + " |";
    }

    private static String both(String one, String other, String with) {
        return one.equals(other) ? one : one + with + other;
    }
}
