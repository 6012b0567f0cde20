package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.SafeAccount.VAULT;

/** Resources as templates have them. */
final class Resources {
    /** The ARN of a recovery point that does not exist. */
    static final String MISSING =
            "arn:aws:backup:us-east-1:123456789012:recovery-point:00000000-0000-0000-0000-000000000000";

    private Resources() {}

    /**
     * A resource that was imported, or that a test will import. Further properties are lines such as {@code Tags: []}.
     */
    static String imported(String logicalId, String policies, String... properties) {
        return resource(
                logicalId,
                policies.contains("DeletionPolicy") ? policies : policies + "    DeletionPolicy: Delete\n",
                "",
                properties);
    }

    /** A resource that is an on-demand backup of a file system: its identity is its ARN. */
    static String backup(String logicalId, String policies, String fileSystem, String... properties) {
        return resource(logicalId, policies, source("elasticfilesystem", "file-system/" + fileSystem), properties);
    }

    /** A resource that is an on-demand backup of a disk: its identity is its backup job. */
    static String diskBackup(String logicalId, String policies) {
        return resource(logicalId, policies, source("ec2", "volume/vol-1"));
    }

    private static String source(String service, String resource) {
        return "ResourceArn: arn:aws:" + service + ":us-east-1:123456789012:" + resource
                + "\n      IamRoleArn: arn:aws:iam::123456789012:role/backup";
    }

    /** A resource whose creation fails. CloudFormation creates it only after another one. */
    static String failing(String after) {
        return resource("Fails", "    DependsOn: " + after + "\n", source("sns", "topic-that-nobody-can-back-up"));
    }

    private static String resource(String logicalId, String policies, String source, String... properties) {
        return "  " + logicalId + ":\n    Type: Community::Backup::RecoveryPoint\n" + policies
                + "    Properties:\n      BackupVaultName: " + VAULT + "\n      "
                + (source + "\n      " + String.join("\n      ", properties)).strip() + "\n";
    }
}
