package community.backup.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.loggers.LogFilter;

/**
 * Removes credentials from every text that leaves the handler. AWS quotes the signed request in some of its errors. The
 * runtime, the SDK and the JVM write such an error down before the handler sees it. So a filter is complete only if it
 * is at every place where text leaves the process. {@link RequestGate} puts this class at each of them.
 *
 * <p>This class recognizes the credentials of the current request by their values, and all others by the form in which
 * AWS writes them.
 */
final class Redaction implements LogFilter {
    private static final String LEFT_OUT = "(left out)";

    /** No key or token of AWS is shorter. A shorter text could be a word of a message. */
    private static final int SHORTEST = 16;

    /** A value up to the character that ends it. A value that is already left out does not match. */
    private static final String VALUE = "(?!\\(left out\\))[^\\s'\",;&})]+";

    private static final String GIVEN_AS = "\\b[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?";

    private static final List<Pattern> FORMS = List.of(
            // AWS quotes the canonical request and the string to sign as a whole.
            Pattern.compile("(?i)((?:canonical string|string-to-sign)[^'\"]{0,80}['\"])[^'\"]+(?=['\"])"),
            // Headers, query parameters and JSON members.
            Pattern.compile(
                    "(?i)\\b((?:x-amz-(?:security-token|signature|credential)|session_?token|secret_?access_?key"
                            + "|access_?key_?id)" + GIVEN_AS + ")" + VALUE),
            Pattern.compile("(?i)\\b(authorization" + GIVEN_AS + ")(?:(?:bearer|basic)\\s)?" + VALUE),
            Pattern.compile("(?i)\\b((?:credential|signedheaders|signature)=)" + VALUE),
            Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{12,}"));

    private volatile List<Pattern> values = List.of();

    /** Learns all credentials of a request, complete or not. They replace those of the previous request. */
    void learn(JsonNode request) {
        List<Pattern> found = new ArrayList<>();
        request.path("requestData").properties().forEach(member -> {
            if (member.getKey().toLowerCase(Locale.ROOT).endsWith("credentials")) {
                member.getValue().forEach(value -> add(value.asText(), found));
            }
        });
        values = List.copyOf(found);
    }

    private static void add(String value, List<Pattern> found) {
        if (value.length() >= SHORTEST) {
            found.add(beginning(value));
            found.add(beginning(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
    }

    /** Matches a value by its beginning, because a value whose end is cut off is still secret. */
    private static Pattern beginning(String value) {
        return Pattern.compile("()" + Pattern.quote(value.substring(0, SHORTEST)) + "[^\\s'\",;&}]*");
    }

    @Override
    public String applyFilter(String text) {
        String safe = text;
        for (Pattern value : values) {
            safe = value.matcher(safe).replaceAll("$1" + LEFT_OUT);
        }
        for (Pattern form : FORMS) {
            safe = form.matcher(safe).replaceAll("$1" + LEFT_OUT);
        }
        return safe;
    }

    /** Filters the standard streams, to which the SDK, the JVM and libraries write. */
    void guardStandardStreams() {
        System.setOut(guarded(System.out));
        System.setErr(guarded(System.err));
    }

    /** A stream that passes its text on without credentials. */
    PrintStream guarded(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8) {
            @Override
            public void print(@Nullable String text) {
                super.print(applyFilter(String.valueOf(text)));
            }

            /**
             * Filters the output that does not go through {@link #print(String)}. Each byte becomes one character, so
             * that no byte changes.
             */
            @Override
            public void write(byte[] bytes, int offset, int length) {
                byte[] safe = applyFilter(new String(bytes, offset, length, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
                super.write(safe, 0, safe.length);
            }
        };
    }
}
