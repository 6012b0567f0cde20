package community.backup.recoverypoint.failure;

import java.util.regex.Pattern;

/** The words of a message of AWS. Users choose the names in ARNs, so a name such as role/kms-admin says nothing about a cause. */
public final class AwsWords {
    private static final Pattern ARN = Pattern.compile("arn:aws\\S*");

    private AwsWords() {}

    /** The message without the ARNs in it. */
    public static String of(String message) {
        return ARN.matcher(message).replaceAll("");
    }
}
