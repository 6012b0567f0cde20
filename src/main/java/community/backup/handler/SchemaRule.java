package community.backup.handler;

import java.util.regex.Pattern;
import org.json.JSONObject;

/**
 * What a type's schema says of a property's text. The runtime holds a model against the schema only when it creates or
 * updates, and only the first time; a name that goes into the path of a request is looked at every time.
 */
public record SchemaRule(int least, int most, Pattern pattern) {
    /** So much of a text is enough to recognise it by. */
    private static final int SHOWN = 100;

    /** The rule for a property of the schema. */
    public static SchemaRule of(JSONObject schema, String property) {
        JSONObject said = schema.getJSONObject("properties").getJSONObject(property);
        return new SchemaRule(
                said.optInt("minLength", 1), said.getInt("maxLength"), Pattern.compile(said.getString("pattern")));
    }

    /** Whether a text is as the schema says. */
    public boolean admits(String text) {
        // Length first: nothing long is put to a pattern. All of it: a dollar sign lets a last line break pass.
        return text.length() >= least
                && text.length() <= most
                && pattern.matcher(text).matches();
    }

    /** The form in words. */
    public String text() {
        return "%d to %d characters that match %s".formatted(least, most, pattern);
    }

    /** A text that can be anything, for a message: its beginning, in quotation marks, without control characters. */
    public static String quoted(String text) {
        String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return '"' + start.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + '"';
    }
}
