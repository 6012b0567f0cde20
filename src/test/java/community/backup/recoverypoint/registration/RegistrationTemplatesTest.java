package community.backup.recoverypoint.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The template that registers the type by itself repeats those that {@code ./register} uses, since a stack set takes one
 * template only. Here they are the same.
 */
class RegistrationTemplatesTest {
    private static final Path WHOLE = Path.of("registration", "type.yaml");

    /** Of a role: what CloudFormation must be to assume it, and under which conditions. */
    private static final Pattern TRUST = Pattern.compile("(?s) +- Effect: Allow\n +Principal:.*?(?=\n +Path:)");

    @ParameterizedTest
    @CsvSource({
        "resource-role.yaml,    Parameters",
        "resource-role.yaml,    Conditions",
        "resource-role.yaml,    Resources",
        "resource-role.yaml,    Outputs",
        "registration/log.yaml, Parameters",
        "registration/log.yaml, Conditions",
        "registration/log.yaml, Resources",
        "registration/log.yaml, Outputs"
    })
    void it_has_the_role_and_the_log_of_the_others_word_for_word(Path part, String section) throws IOException {
        assertThat(section(WHOLE, section)).contains(section(part, section));
    }

    @Test
    void both_roles_have_the_same_trust_policy() throws IOException {
        List<String> statements = TRUST.matcher(Files.readString(WHOLE))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(statements).hasSize(2);
        assertThat(statements.get(0)).isEqualTo(statements.get(1)).contains("aws:SourceAccount", "aws:SourceArn");
    }

    private static String section(Path template, String name) throws IOException {
        Matcher section = Pattern.compile("^" + name + ":\n((?: .*\n)+)", Pattern.MULTILINE)
                .matcher(Files.readString(template));
        assertThat(section.find()).as(template + " " + name).isTrue();
        return Optional.ofNullable(section.group(1)).orElseThrow();
    }
}
