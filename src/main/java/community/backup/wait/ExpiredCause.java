package community.backup.wait;

import community.backup.failure.AwsText;
import community.backup.failure.FailureCode;
import community.backup.failure.RefusalCause;
import community.backup.service.RecoveryPoint;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why AWS Backup made a recovery point EXPIRED instead of deleting it, and the remedy. The cause comes from the
 * StatusMessage of the recovery point. It is stated only if the message contains a phrase that AWS uses for it.
 */
public final class ExpiredCause {
    private static final String RESTORE =
            "Restore the backup role and its policies, or allow iam:CreateServiceLinkedRole for backup.amazonaws.com to it and "
                    + "to the type's execution role.";

    /** The first match counts. The order matters: a message about a key also says that somebody is not authorized. */
    private static final List<ExpiredCause> CAUSES = List.of(
            new ExpiredCause(
                    "InvalidSnapshot\\.InUse|in use by ami-",
                    FailureCode.EXPIRED_AMI,
                    "an AMI is registered from the snapshot",
                    "Deregister the AMI that the message names."),
            new ExpiredCause(
                    "snapshot ?lock|locked snapshot|snapshot\\s+(snap-\\w+\\s+)?is locked",
                    FailureCode.EXPIRED_SNAPSHOT_LOCK,
                    "the EBS snapshot is locked",
                    "Unlock the snapshot in EC2, or wait until its lock ends."),
            new ExpiredCause(
                    "vault ?lock|locked (backup )?vault|\\bvault\\b[^.]{0,80}\\bis locked",
                    FailureCode.EXPIRED_VAULT_LOCK,
                    "the backup vault is locked",
                    RefusalCause.VAULT_LOCK.remedy()),
            new ExpiredCause(
                    "\\bKMS\\w*(Exception|Fault)\\b|service: (aws)?kms\\b|perform: kms:"
                            + "|\\b(kms|encryption|customer managed) key\\b[^.]{0,80}"
                            + "\\b(disabled|pending deletion|(not |in)accessible|cannot be (used|accessed))",
                    FailureCode.EXPIRED_KEY,
                    "the encryption key cannot be used",
                    "Enable the key, and let the backup role use it."),
            new ExpiredCause(
                    "cannot be assumed by AWS Backup",
                    FailureCode.EXPIRED_ROLE,
                    "AWS Backup cannot assume the backup role",
                    RESTORE),
            new ExpiredCause(
                    "access ?denied|not authorized to perform|UnauthorizedOperation",
                    FailureCode.EXPIRED_ROLE,
                    "the backup role, or the service-linked role that stands in for it, lacks a permission",
                    RESTORE));

    /** The checks are in the order of how common the AWS documentation says the causes are. */
    private static final ExpiredCause UNEXPLAINED = new ExpiredCause(
            FailureCode.EXPIRED_UNEXPLAINED,
            "Check in this order: (1) the backup role exists and may delete in the service that "
                    + "keeps the backup; (2) the role AWSServiceRoleForBackup exists, or the backup role and the type's execution role "
                    + "may call iam:CreateServiceLinkedRole; (3) the encryption key is enabled; (4) no AMI uses the snapshot, and no "
                    + "snapshot lock protects it.");

    private final Pattern phrase;
    private final FailureCode reason;
    private final String advice;

    private ExpiredCause(String phrase, FailureCode reason, String likely, String remedy) {
        this.phrase = Pattern.compile(phrase, Pattern.CASE_INSENSITIVE);
        this.reason = reason;
        this.advice = "Likely cause: " + likely + ". " + remedy;
    }

    private ExpiredCause(FailureCode reason, String advice) {
        this.phrase = Pattern.compile("");
        this.reason = reason;
        this.advice = advice;
    }

    /**
     * The likely cause; if AWS Backup's message supports none, the checks to make.
     *
     * @param said the StatusMessage of an EXPIRED recovery point; empty if it has none
     */
    public static ExpiredCause of(String said) {
        String words = AwsText.withoutArns(said);
        return CAUSES.stream()
                .filter(each -> each.phrase.matcher(words).find())
                .findFirst()
                .orElse(UNEXPLAINED);
    }

    /** The failure: AWS Backup's message, the likely cause if the message supports one, and the remedy. */
    static Decision.Failed failure(RecoveryPoint point) {
        String said = point.statusMessage() == null ? "" : point.statusMessage().strip();
        String role = point.roleArn() == null ? "" : ", made with the backup role " + point.roleArn();
        ExpiredCause cause = of(said);
        return new Decision.Failed(
                cause.reason,
                "AWS Backup could not delete recovery point %s%s: it is EXPIRED, still stored and billed. %s %s Then delete the stack again."
                        .formatted(
                                point.arn(),
                                role,
                                said.isEmpty()
                                        ? "AWS Backup gives no reason."
                                        : "AWS Backup says: " + AwsText.of(sentence(said)),
                                cause.advice));
    }

    /** The code of a failure for this cause. */
    public FailureCode reason() {
        return reason;
    }

    /** The likely cause and its remedy, or the checks to make in order, as sentences. */
    public String advice() {
        return advice;
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
