package community.backup.recoverypoint.wait;

import community.backup.recoverypoint.failure.Quote;
import community.backup.recoverypoint.point.RecoveryPoint;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why AWS Backup leaves a recovery point EXPIRED instead of deleting it, and what helps: by its StatusMessage, as data. */
final class ExpiredCause {

    /**
     * A documented cause.
     *
     * @param sign what AWS Backup's message has in it, in lower case
     */
    private record Cause(Pattern sign, String likely, String remedy) {}

    private static final List<Cause> CAUSES = List.of(
            new Cause(
                    Pattern.compile("invalidsnapshot\\.inuse|in use by ami-"),
                    "an AMI is registered from the snapshot",
                    "Deregister the AMI that the message names."),
            new Cause(
                    Pattern.compile("snapshot ?lock|is locked|locked snapshot"),
                    "the EBS snapshot is locked",
                    "Unlock the snapshot in EC2, or wait until its lock ends."),
            new Cause(
                    Pattern.compile("kms|key.*(disabled|pending deletion)"),
                    "the encryption key cannot be used",
                    "Enable the key, and let the backup role use it."));

    private static final Cause ROLE = new Cause(
            Pattern.compile(""),
            "that role is gone or lacks a permission, and AWS Backup's service-linked role does not exist",
            "Restore that role, or allow iam:CreateServiceLinkedRole for backup.amazonaws.com to it and to the type's "
                    + "execution role.");

    private ExpiredCause() {}

    /** Reason, likely cause and remedy. */
    static String explain(RecoveryPoint point) {
        String said = point.statusMessage() == null ? "" : point.statusMessage().strip();
        Cause cause = CAUSES.stream()
                .filter(each -> each.sign.matcher(said.toLowerCase(Locale.ROOT)).find())
                .findFirst()
                .orElse(ROLE);
        String role = point.roleArn() == null ? "" : ", made with the role " + point.roleArn();
        return ("AWS Backup could not delete recovery point %s%s: it is EXPIRED, still stored and billed. %s Likely cause: %s. %s "
                        + "Then delete the stack again.")
                .formatted(
                        point.arn(),
                        role,
                        said.isEmpty() ? "AWS Backup gives no reason." : "AWS Backup says: " + Quote.of(sentence(said)),
                        cause.likely,
                        cause.remedy);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
