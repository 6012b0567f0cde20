package community.backup.cdk;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/**
 * The form of a property in a type's schema: the length and pattern of a text, or the bounds of a number.
 *
 * @param property the name in the template
 * @param least the least number of characters, or the smallest number
 * @param most the most characters, or the largest number
 * @param pattern the pattern of a whole text; empty for a number
 */
record Form(String property, long least, long most, Pattern pattern) {
    /**
     * Checks a text, unless it is null or known only when the stack is deployed.
     *
     * @throws IllegalArgumentException if the text does not have this form; the message is that of the type's handler
     */
    void check(@Nullable String text) {
        if (text == null || Token.isUnresolved(text)) {
            return;
        }
        if (text.length() < least
                || text.length() > most
                || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("%s: \"%s\" is not %d to %d characters that match %s. Correct it."
                    .formatted(property, text, least, most, pattern));
        }
    }

    boolean admits(long number) {
        return number >= least && number <= most;
    }
}
