package community.backup.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final String DELETE = "backup:DeleteRecoveryPoint";
    private static final String POINT = "arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:job-1";

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "a*c, abc, true",
        "a*c, ac, true",
        "a*c, acb, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXcXb, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a.c, abc, false",
        "abc, abcd, false",
        "abc*, abc, true"
    })
    void a_star_is_any_text_and_a_question_mark_one_character(String pattern, String text, boolean matches) {
        assertThat(Wildcards.match(pattern, text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:rds:eu-west-1:123456789012:*, true",
        "arn:aws:rds:*:123456789012:snapshot:awsbackup:job-1, true",
        "arn:aws:rds:eu-west-1:*:job-1, false",
        "arn:aws:rds:eu-west-2:123456789012:*, false",
        "arn:aws:ec2:eu-west-1::*, false"
    })
    void a_star_in_a_part_of_an_arn_stays_in_that_part(String resource, boolean allowed) {
        Identity identity = having(allow("\"backup:*\"", "\"" + resource + "\"", ""));

        assertThat(identity.allows(new Access(DELETE, POINT))).isEqualTo(allowed);
    }

    @Test
    void what_nothing_allows_is_refused_with_the_actions_name() {
        Identity identity = having(allow("[\"backup:describe*\", \"backup:ListTags\"]", "\"*\"", ""));

        assertThat(identity.refusal(new Access("backup:DescribeRecoveryPoint", POINT)))
                .isEmpty();
        assertThat(identity.refusal(new Access(DELETE, POINT)))
                .contains("because no identity-based policy allows the backup:DeleteRecoveryPoint action");
    }

    @Test
    void a_denial_is_stronger_than_a_permission_of_another_policy() {
        Identity identity = having(allow("\"*\"", "\"*\"", ""), """
                        {"Effect": "Deny", "NotAction": ["backup:Describe*"], "Resource": "*"}""");

        assertThat(identity.allows(new Access("backup:DescribeRecoveryPoint", POINT)))
                .isTrue();
        assertThat(identity.refusal(new Access(DELETE, POINT)))
                .contains("with an explicit deny in an identity-based policy");
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, ledger, true",
        "StringEquals, Ledger, false",
        "StringEquals, , false",
        "StringNotEquals, ledger, false",
        "StringNotEquals, other, true",
        "StringNotEquals, , true",
        "StringLike, ledgers, true",
        "StringLike, other, false"
    })
    void a_condition_compares_the_values_of_a_key(String operator, String value, boolean allowed) {
        String wanted = operator.equals("StringLike") ? "led*" : "ledger";
        Identity identity = having(allow(
                "\"*\"",
                "\"*\"",
                ", \"Condition\": {\"%s\": {\"aws:ResourceTag/Team\": \"%s\"}}".formatted(operator, wanted)));
        Map<String, String> context = value == null ? Map.of() : Map.of("AWS:ResourceTag/team", value);

        assertThat(identity.allows(new Access(DELETE, POINT, context))).isEqualTo(allowed);
    }

    @Test
    void a_boundary_allows_nothing_by_itself_and_bounds_the_rest() {
        Policy reads = policy(allow("\"backup:Describe*\"", "\"*\"", ""));
        Identity bounded = having(allow("\"backup:*\"", "\"*\"", "")).within(reads);

        assertThat(bounded.allows(new Access("backup:DescribeRecoveryPoint", POINT)))
                .isTrue();
        assertThat(bounded.refusal(new Access(DELETE, POINT)))
                .contains("because no permissions boundary allows the backup:DeleteRecoveryPoint action");
        assertThat(new Identity(List.of(), Optional.of(reads))
                        .allows(new Access("backup:DescribeRecoveryPoint", POINT)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"Effect\": \"Allow\", \"Action\": \"*\", \"NotResource\": \"*\"} # not understood here: [NotResource]",
                "{\"Effect\": \"Maybe\", \"Action\": \"*\", \"Resource\": \"*\"} # Effect is neither",
                "{\"Effect\": \"Allow\", \"Resource\": \"*\"} # Action is missing",
                "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"a\": \"b\"}}} # not an operator"
            })
    void what_is_not_understood_is_refused(String statement, String message) {
        assertThatThrownBy(() -> policy(statement))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static String allow(String actions, String resources, String more) {
        return "{\"Effect\": \"Allow\", \"Action\": %s, \"Resource\": %s%s}".formatted(actions, resources, more);
    }

    private static Identity having(String... statements) {
        return new Identity(
                List.of(statements).stream().map(IdentityTest::policy).toList(), Optional.empty());
    }

    private static Policy policy(String statement) {
        try {
            return Policy.parse(
                    new ObjectMapper().readTree("{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
