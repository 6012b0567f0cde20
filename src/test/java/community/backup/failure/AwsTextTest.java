package community.backup.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Tests which parts of a long message are shortened, and which never are. */
@NullMarked
class AwsTextTest {

    @Test
    void what_fits_is_left_as_it_is() {
        assertThat(AwsText.fit("It failed: " + AwsText.of("Not today.") + " (X). Try again."))
                .isEqualTo("It failed: Not today. (X). Try again.");
        assertThat(AwsText.fit("Nothing is quoted.")).isEqualTo("Nothing is quoted.");
    }

    @Test
    void a_long_text_is_shortened_to_what_is_left_and_nothing_around_it() {
        String message = AwsText.fit("Before " + AwsText.of("x".repeat(100_000)) + " after.");

        assertThat(message)
                .hasSize(AwsText.LONGEST_MESSAGE)
                .startsWith("Before xxx")
                .endsWith("x... after.");
    }

    @Test
    void a_short_text_leaves_its_share_to_a_long_one() {
        String message = AwsText.fit(
                AwsText.of("short") + "|" + AwsText.of("x".repeat(5000)) + "|" + AwsText.of("y".repeat(5000)));

        assertThat(message)
                .matches("short\\|x{500,}\\.\\.\\.\\|y{500,}\\.\\.\\.")
                .hasSizeBetween(1020, 1024);
    }

    @Test
    void a_quote_is_one_line_and_cannot_end_itself() {
        assertThat(AwsText.fit(AwsText.of("a\r\n\tb\u2028c\uE001d\uE000e\u0000")))
                .isEqualTo("a b c d e");
    }

    @Test
    void no_character_is_cut_in_half() {
        for (int before = 0; before < 2; before++) {
            String message = AwsText.fit("x".repeat(before) + AwsText.of("\uD83D\uDD12".repeat(1000)));

            assertThat(message.replace("\uD83D\uDD12", "")).isEqualTo("x".repeat(before) + "...");
        }
    }

    @Test
    void where_names_alone_are_too_long_the_beginning_and_the_remedy_stay() {
        String message = AwsText.fit("Vault " + "v".repeat(3000) + ": " + AwsText.of("Not today.") + " Correct it.");

        assertThat(message)
                .hasSizeLessThanOrEqualTo(1024)
                .startsWith("Vault vvv")
                .endsWith(" Correct it.");
    }

    @Test
    void of_what_aws_says_about_credentials_only_the_first_sentence_is_quoted() {
        assertThat(AwsText.fit(AwsText.firstSentence("It does not match. Check it.\n\nThe request was secret")))
                .isEqualTo("It does not match.");
        assertThat(AwsText.fit(AwsText.firstSentence("It does not match\nx-amz-security-token:secret")))
                .isEqualTo("It does not match");
    }

    @Test
    void two_long_quotes_share_the_room_and_a_short_one_leaves_its_own_to_them() {
        String both =
                AwsText.fit("a " + AwsText.of("x".repeat(2000)) + " b " + AwsText.of("y".repeat(2000)) + " remedy");
        String three = AwsText.fit(AwsText.of("short") + " " + AwsText.of("x".repeat(2000)) + " "
                + AwsText.of("y".repeat(900)) + " remedy");

        assertThat(both)
                .hasSizeLessThanOrEqualTo(AwsText.LONGEST_MESSAGE)
                .contains("x".repeat(490) + "...", "y".repeat(490) + "...")
                .endsWith(" remedy");
        assertThat(three)
                .hasSizeLessThanOrEqualTo(AwsText.LONGEST_MESSAGE)
                .startsWith("short xxx")
                .contains("x".repeat(490) + "...", "y".repeat(490) + "...")
                .endsWith(" remedy");
    }
}
