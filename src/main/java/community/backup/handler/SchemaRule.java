package community.backup.handler;

import java.util.regex.Pattern;
import org.json.JSONObject;

/**
 * The rule of a type's schema for the text of a property. The runtime validates a model against the schema only in the
 * first invocation of a create or an update. A name that becomes part of a request's path must be checked in every
 * invocation.
 */
public record SchemaRule(int least, int most, Pattern pattern) {
    /** The most characters of a text that a message shows. They are enough to recognize it. */
    private static final int SHOWN = 100;

    /** The rule for a property of the schema. */
    public static SchemaRule of(JSONObject schema, String property) {
        JSONObject said = schema.getJSONObject("properties").getJSONObject(property);
        return new SchemaRule(
                said.optInt("minLength", 1), said.getInt("maxLength"), Pattern.compile(said.getString("pattern")));
    }

    /** Whether the text obeys the schema. */
    public boolean admits(String text) {
        // Check the length before matching the regular expression. Match the whole text: a dollar sign would let a
        // final line break pass.
        return text.length() >= least
                && text.length() <= most
                && pattern.matcher(text).matches();
    }

    /** The rule in words. */
    public String text() {
        return "%d to %d characters that match %s".formatted(least, most, pattern);
    }

    /** Quotes a text of any content for a message: its beginning, in quotation marks, without control characters. */
    public static String quoted(String text) {
        String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return '"' + start.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + '"';
    }
}
