package community.backup.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS says in its own words within a message of ours. It can be of any length, so it stands between two marks until the
 * message leaves; then it, and nothing else, is shortened as far as the message has to be. What we say ourselves (the name, the
 * request id, the remedy) is what the user needs.
 */
public final class AwsText {
    /** Characters of a message: as many as CloudFormation's own RecordHandlerProgress takes. */
    public static final int LONGEST_MESSAGE = 1024;

    /** From Unicode's area for private use, and taken out of all that is quoted: no text of AWS's can end its own quote. */
    private static final char BEGIN = '\uE000';

    private static final char END = '\uE001';
    private static final String CUT = "...";
    private static final Pattern QUOTED = Pattern.compile(BEGIN + "([^" + BEGIN + END + "]*)" + END);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}" + BEGIN + END + "]+");
    private static final Pattern ARN = Pattern.compile("arn:aws\\S*");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s|\\R");

    private AwsText() {}

    /** A text of AWS's for a message, on one line. */
    public static String of(String said) {
        return BEGIN + UNPRINTABLE.matcher(said).replaceAll(" ").strip() + END;
    }

    /**
     * The first sentence of it, for errors about credentials: the signed request can follow, which helps nobody and fills the
     * message.
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

    /** The message as it leaves: without marks, and no longer than {@link #LONGEST_MESSAGE}. */
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

    /** How long each quote may be so that all of them fit: what the short ones leave is for the long ones. */
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

    /** The last resort, where names that no service gives are longer than a message: beginning and remedy stay. */
    private static String withoutMiddle(String text, int most) {
        int half = (most - CUT.length()) / 2;
        return text.length() <= most ? text : whole(text, half) + CUT + text.substring(text.length() - half);
    }

    /** So many characters from the start, but not half of one. */
    private static String whole(String text, int length) {
        return text.substring(
                0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
