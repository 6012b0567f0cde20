package community.backup.service;

import java.util.regex.Pattern;

/** The form of Amazon Resource Identifiers. Of any service: recovery points have ARNs of more services with each year. */
public final class Arn {
    /** The most characters of a recovery point's ARN, and so of an identity. */
    public static final int LONGEST = 1024;

    private static final Pattern EXACT = Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[!-~]+");
    private static final Pattern PARTS = Pattern.compile("arn(:[^:]*){4}:.+");

    private Arn() {}

    /** Whether the text is an ARN as AWS documents it, short enough to identify a recovery point. */
    public static boolean isExact(String text) {
        return text.length() <= LONGEST && EXACT.matcher(text).matches();
    }

    /** Whether the text has the parts of an ARN, whatever is in them: what AWS Backup lists is listed in any form. */
    public static boolean hasParts(String text) {
        return text.length() <= LONGEST && PARTS.matcher(text).matches();
    }
}
