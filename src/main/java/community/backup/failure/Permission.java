package community.backup.failure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the permission that a denied call lacks, and the resource on which IAM checks it. Source: the service
 * authorization references of AWS Backup and of AWS CloudFormation.
 */
public final class Permission {

    /** The resource on which IAM checks an action, and whether a vault's access policy can deny the action too. */
    public enum Resource {
        RECOVERY_POINT("on this recovery point", true),
        VAULT("on the backup vault", true),
        /** The recovery point or the vault, whichever the call names. */
        RECOVERY_POINT_OR_VAULT("on this recovery point or the backup vault", true),
        BACKUP_PLAN("on the backup plan", false),
        STACK("on the stack", false),
        /** The action has no resource type. */
        ANY("on the resource *", false),
        BACKUP_ROLE("on the role in IamRoleArn, for backup.amazonaws.com", false),
        /** The handlers do not call the action themselves. */
        OTHER("on the resource that the message names", false);

        private final String words;
        private final boolean vaultPolicy;

        Resource(String words, boolean vaultPolicy) {
            this.words = words;
            this.vaultPolicy = vaultPolicy;
        }

        /** The resource as part of a message. */
        public String words() {
            return words;
        }
    }

    private static final String PASS_ROLE = "iam:PassRole";

    private static final String VAULT_ARN = ":backup-vault:";

    /** The resource of each action that the types' execution roles allow for the handlers' calls. */
    public static final Map<String, Resource> RESOURCES = Map.ofEntries(
            Map.entry("backup:DeleteRecoveryPoint", Resource.RECOVERY_POINT),
            Map.entry("backup:DescribeRecoveryPoint", Resource.RECOVERY_POINT),
            Map.entry("backup:UpdateRecoveryPointLifecycle", Resource.RECOVERY_POINT),
            Map.entry("backup:ListTags", Resource.RECOVERY_POINT_OR_VAULT),
            Map.entry("backup:TagResource", Resource.RECOVERY_POINT_OR_VAULT),
            Map.entry("backup:UntagResource", Resource.RECOVERY_POINT_OR_VAULT),
            Map.entry("backup:DescribeBackupVault", Resource.VAULT),
            Map.entry("backup:ListRecoveryPointsByBackupVault", Resource.VAULT),
            Map.entry("backup:StartBackupJob", Resource.VAULT),
            Map.entry("backup:GetBackupPlan", Resource.BACKUP_PLAN),
            Map.entry("backup:DescribeBackupJob", Resource.ANY),
            Map.entry("backup:ListBackupJobs", Resource.ANY),
            Map.entry("backup:ListBackupVaults", Resource.ANY),
            Map.entry("backup:ListCopyJobs", Resource.ANY),
            Map.entry("backup:StopBackupJob", Resource.ANY),
            Map.entry("cloudformation:DescribeStackEvents", Resource.STACK),
            Map.entry("cloudformation:DescribeStacks", Resource.STACK),
            Map.entry(PASS_ROLE, Resource.BACKUP_ROLE));

    private static final Pattern DENIED_ACTION = Pattern.compile("perform:? ([a-z0-9-]+:[A-Za-z]+)");

    private Permission() {}

    /** Whether AWS's message names the denied action, as IAM's messages do. */
    static boolean isNamedIn(String said) {
        return DENIED_ACTION.matcher(AwsText.withoutArns(said)).find();
    }

    /**
     * The denied permission as part of a sentence.
     *
     * @param operation the service's name for the call
     * @param subject the resource that the call is about; the ARN of a vault means that a tag operation is on the vault
     * @param said AWS's message. If it names an action, that permission is missing, such as iam:PassRole in
     *     StartBackupJob.
     */
    static String denied(String operation, String subject, String said) {
        String words = AwsText.withoutArns(said);
        Matcher named = DENIED_ACTION.matcher(words);
        if (words.contains(PASS_ROLE)) {
            return sentence(PASS_ROLE, subject, "");
        }
        if (named.find()) {
            return sentence(named.group(1), subject, "");
        }
        return sentence(
                action(operation),
                subject,
                operation.equals("StartBackupJob") ? " and " + PASS_ROLE + " " + Resource.BACKUP_ROLE.words : "");
    }

    /** The permission for a call. In both services, it has the name of the call. */
    private static String action(String operation) {
        String ofCloudFormation = "cloudformation:" + operation;
        return RESOURCES.containsKey(ofCloudFormation) ? ofCloudFormation : "backup:" + operation;
    }

    private static String sentence(String action, String subject, String more) {
        Resource resource = resource(action, subject);
        return action + " " + resource.words + more
                + (resource.vaultPolicy
                        ? ", and neither the vault's access policy nor a permissions boundary or service control policy may deny it"
                        : ", and neither a permissions boundary nor a service control policy may deny it");
    }

    private static Resource resource(String action, String subject) {
        Resource resource = RESOURCES.getOrDefault(action, Resource.OTHER);
        if (resource != Resource.RECOVERY_POINT_OR_VAULT) {
            return resource;
        }
        return subject.contains(VAULT_ARN) ? Resource.VAULT : Resource.RECOVERY_POINT;
    }
}
