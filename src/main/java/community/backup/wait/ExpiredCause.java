package community.backup.wait;

import community.backup.failure.AwsText;
import community.backup.failure.RefusalCause;
import community.backup.service.RecoveryPoint;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Explains why AWS Backup made a recovery point EXPIRED instead of deleting it, and names a remedy. The cause comes
 * from the StatusMessage of the recovery point. It is stated only if the message contains a phrase that AWS uses for
 * it.
 */
public final class ExpiredCause {

    /**
     * A cause that AWS Backup's message can name.
     *
     * @param phrase matches the message after its ARNs are removed
     */
    private record Cause(Pattern phrase, String likely, String remedy) {
        Cause(String phrase, String likely, String remedy) {
            this(Pattern.compile(phrase, Pattern.CASE_INSENSITIVE), likely, remedy);
        }
    }

    private static final String RESTORE =
            "Restore the backup role and its policies, or allow iam:CreateServiceLinkedRole for backup.amazonaws.com to it and "
                    + "to the type's execution role.";

    /** The first match counts. The order matters: a message about a key also says that somebody is not authorized. */
    private static final List<Cause> CAUSES = List.of(
            new Cause(
                    "InvalidSnapshot\\.InUse|in use by ami-",
                    "an AMI is registered from the snapshot",
                    "Deregister the AMI that the message names."),
            new Cause(
                    "snapshot ?lock|locked snapshot|snapshot\\s+(snap-\\w+\\s+)?is locked",
                    "the EBS snapshot is locked",
                    "Unlock the snapshot in EC2, or wait until its lock ends."),
            new Cause(
                    "vault ?lock|locked (backup )?vault|\\bvault\\b[^.]{0,80}\\bis locked",
                    "the backup vault is locked",
                    RefusalCause.VAULT_LOCK.remedy()),
            new Cause(
                    "\\bKMS\\w*(Exception|Fault)\\b|service: (aws)?kms\\b|perform: kms:"
                            + "|\\b(kms|encryption|customer managed) key\\b[^.]{0,80}"
                            + "\\b(disabled|pending deletion|(not |in)accessible|cannot be (used|accessed))",
                    "the encryption key cannot be used",
                    "Enable the key, and let the backup role use it."),
            new Cause("cannot be assumed by AWS Backup", "AWS Backup cannot assume the backup role", RESTORE),
            new Cause(
                    "access ?denied|not authorized to perform|UnauthorizedOperation",
                    "the backup role, or the service-linked role that stands in for it, lacks a permission",
                    RESTORE));

    /** The checks are in the order of how common the AWS documentation says the causes are. */
    private static final String CHECKS =
            "Check in this order: (1) the backup role exists and may delete in the service that "
                    + "keeps the backup; (2) the role AWSServiceRoleForBackup exists, or the backup role and the type's execution role "
                    + "may call iam:CreateServiceLinkedRole; (3) the encryption key is enabled; (4) no AMI uses the snapshot, and no "
                    + "snapshot lock protects it.";

    private ExpiredCause() {}

    /** The failure message: AWS Backup's reason, the likely cause if the reason supports one, and the remedy. */
    static String explain(RecoveryPoint point) {
        String said = point.statusMessage() == null ? "" : point.statusMessage().strip();
        String role = point.roleArn() == null ? "" : ", made with the backup role " + point.roleArn();
        return ("AWS Backup could not delete recovery point %s%s: it is EXPIRED, still stored and billed. %s %s "
                        + "Then delete the stack again.")
                .formatted(
                        point.arn(),
                        role,
                        said.isEmpty()
                                ? "AWS Backup gives no reason."
                                : "AWS Backup says: " + AwsText.of(sentence(said)),
                        advice(said));
    }

    /**
     * The likely cause and its remedy. If AWS Backup's reason supports no cause, the checks to make, in order.
     *
     * @param said the StatusMessage of an EXPIRED recovery point; empty if it has none
     */
    public static String advice(String said) {
        String words = AwsText.withoutArns(said);
        return CAUSES.stream()
                .filter(each -> each.phrase.matcher(words).find())
                .findFirst()
                .map(cause -> "Likely cause: " + cause.likely + ". " + cause.remedy)
                .orElse(CHECKS);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
