package community.backup.service;

import java.util.regex.Pattern;

/**
 * Checks the form of Amazon Resource Names (ARNs). It accepts every service, because recovery points have ARNs of more
 * services each year.
 */
public final class Arn {
    /** The most characters of a recovery point's ARN, and so of a resource's identifier. */
    public static final int LONGEST = 1024;

    private static final Pattern EXACT = Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[!-~]+");
    private static final Pattern PARTS = Pattern.compile("arn(:[^:]*){4}:.+");

    private Arn() {}

    /** Whether the text has the form that AWS documents for ARNs, and is short enough to identify a recovery point. */
    public static boolean isExact(String text) {
        return text.length() <= LONGEST && EXACT.matcher(text).matches();
    }

    /**
     * Whether the text has the parts of an ARN, whatever their content. This check is for ARNs that AWS Backup reports,
     * which may have any form.
     */
    public static boolean hasParts(String text) {
        return text.length() <= LONGEST && PARTS.matcher(text).matches();
    }
}
