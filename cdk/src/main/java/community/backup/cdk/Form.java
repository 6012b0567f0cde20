package community.backup.cdk;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/**
 * What a type's schema says of the form of a property: of a text its length and pattern, of a number its bounds.
 *
 * @param property the name in the template
 * @param least characters, or the smallest number
 * @param most characters, or the largest number
 * @param pattern of all of a text; empty for a number
 */
record Form(String property, long least, long most, Pattern pattern) {
    /** Throws where the text is known and is none of this form, in the words of the type's handler. */
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
