package community.backup.handler;

import org.jspecify.annotations.Nullable;

/**
 * A line of the log, made of {@code key=value} pairs. A value comes from a template or from AWS. So a value that is not
 * a plain word is quoted as in JSON, and all characters but printable ASCII are escaped. Then no value can look like
 * another pair or another line.
 */
public final class LogLine {
    /** The most characters of a value. This is more than the longest identifier has. */
    private static final int LONGEST = 1100;

    private final StringBuilder text = new StringBuilder();

    /** Adds a pair. A value that is too long is cut. */
    public LogLine with(String key, @Nullable Object value) {
        String whole = String.valueOf(value);
        String shown = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
        text.append(text.isEmpty() ? "" : " ").append(key).append('=');
        if (!shown.isEmpty() && shown.chars().allMatch(LogLine::plain)) {
            text.append(shown);
        } else {
            text.append('"');
            shown.chars().forEach(this::escaped);
            text.append('"');
        }
        return this;
    }

    private static boolean plain(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != '=' && c != '\\';
    }

    private void escaped(int c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append((char) c);
        } else if (c >= ' ' && c <= '~') {
            text.append((char) c);
        } else {
            text.append("\\u%04x".formatted(c));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
