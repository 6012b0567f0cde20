package community.backup.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quotes AWS's own words within a message of the handler. A quote can have any length, so two marks surround it until
 * the message leaves the handler. {@link #fit} then removes the marks, and shortens the quotes as far as the message
 * requires. It keeps the handler's own words, because the user needs them: the name, the request id, the remedy.
 */
public final class AwsText {
    /** The most characters of a message. CloudFormation's own RecordHandlerProgress has the same limit. */
    public static final int LONGEST_MESSAGE = 1024;

    /**
     * The marks are from Unicode's private use area. {@link #of} removes them from the quoted text, so AWS's text
     * cannot end its own quote.
     */
    private static final char BEGIN = '\uE000';

    private static final char END = '\uE001';
    private static final String CUT = "...";
    private static final Pattern QUOTED = Pattern.compile(BEGIN + "([^" + BEGIN + END + "]*)" + END);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}" + BEGIN + END + "]+");
    private static final Pattern ARN = Pattern.compile("arn:aws\\S*");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s|\\R");

    private AwsText() {}

    /** AWS's text as a quote for a message, on one line. */
    public static String of(String said) {
        return BEGIN + UNPRINTABLE.matcher(said).replaceAll(" ").strip() + END;
    }

    /**
     * The first sentence of AWS's text as a quote, for errors about credentials. The signed request can follow that
     * sentence. It does not help the user, and it fills the message.
     */
    public static String firstSentence(String said) {
        return of(SENTENCE_END.split(said.strip(), 2)[0]);
    }

    /**
     * AWS's text without the ARNs in it. Users choose the names in ARNs, so a name such as role/kms-admin says nothing about a cause.
     */
    public static String withoutArns(String said) {
        return ARN.matcher(said).replaceAll("");
    }

    /** The message for the user: without marks, and no longer than {@link #LONGEST_MESSAGE}. */
    public static String fit(String message) {
        List<Integer> lengths = new ArrayList<>();
        Matcher quote = QUOTED.matcher(message);
        while (quote.find()) {
            lengths.add(quote.group(1).length());
        }
        int quoted = lengths.stream().mapToInt(Integer::intValue).sum();
        int own = message.length() - quoted - 2 * lengths.size();
        int share = share(lengths, LONGEST_MESSAGE - own);
        return withoutMiddle(
                quote.replaceAll(match -> Matcher.quoteReplacement(start(match.group(1), share))), LONGEST_MESSAGE);
    }

    /** The greatest length of each quote with which all quotes fit. Long quotes get the room that short ones leave. */
    private static int share(List<Integer> lengths, int room) {
        int left = room;
        int count = lengths.size();
        for (int length : lengths.stream().sorted().toList()) {
            if (length > left / count) {
                return Math.max(left / count, CUT.length());
            }
            left -= length;
            count--;
        }
        return Integer.MAX_VALUE;
    }

    private static String start(String text, int most) {
        return text.length() <= most ? text : whole(text, most - CUT.length()) + CUT;
    }

    /**
     * The last resort, if the words outside of the quotes are too long, for example because of long names. It cuts the
     * middle out, so that the beginning and the remedy stay.
     */
    private static String withoutMiddle(String text, int most) {
        int half = (most - CUT.length()) / 2;
        return text.length() <= most ? text : whole(text, half) + CUT + text.substring(text.length() - half);
    }

    /** The first {@code length} characters; one fewer if the last one would be half of a surrogate pair. */
    private static String whole(String text, int length) {
        return text.substring(
                0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
