package community.backup.local.demo;

import community.backup.local.cloudformation.StackRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The templates of the demo: the examples, with the ARNs of resources that do not exist. */
final class Templates {
    static final String GOOD_ROLE = "arn:aws:iam::123456789012:role/backup";

    private static final String EXAMPLE = "arn:aws:%s:us-east-1:123456789012:%s";

    private final Path folder;

    Templates(Path folder) {
        this.folder = folder;
    }

    StackRequest fiveServices(String stackName) {
        return request(
                stackName,
                "five-services.yaml",
                Map.of(
                        "BackupRoleArn", GOOD_ROLE,
                        "FileSystemArn", EXAMPLE.formatted("elasticfilesystem", "file-system/fs-0a1b2c3d4e5f60718"),
                        "TableArn", EXAMPLE.formatted("dynamodb", "table/orders"),
                        "VolumeArn", volume(),
                        "DatabaseArn", EXAMPLE.formatted("rds", "db:orders"),
                        "BucketArn", "arn:aws:s3:::orders-of-last-year"));
    }

    StackRequest oneBackup(String stackName, String roleArn) {
        return request(stackName, "one-backup.yaml", Map.of("BackupRoleArn", roleArn, "ResourceArn", volume()));
    }

    StackRequest imported(String stackName, String vault) {
        return request(stackName, "import.yaml", Map.of("VaultName", vault));
    }

    StackRequest importedAndChanged(String stackName, String vault) {
        return request(stackName, "import-and-change.yaml", Map.of("VaultName", vault));
    }

    /** A vault and a plan that fills it. */
    StackRequest vaultWithPlan(String stackName) {
        return request(stackName, "vault-with-a-plan.yaml", planned());
    }

    /** The same vault and plan; the deletion of the stack also empties the vault. */
    StackRequest vaultThatIsEmptied(String stackName) {
        return request(stackName, "empties-existing-vault.yaml", planned());
    }

    private static Map<String, String> planned() {
        return Map.of(
                "BackupRoleArn",
                GOOD_ROLE,
                "ResourceArn",
                EXAMPLE.formatted("elasticfilesystem", "file-system/fs-0a1b2c3d4e5f60718"));
    }

    private StackRequest request(String stackName, String file, Map<String, String> parameters) {
        try {
            return new StackRequest(stackName, Files.readString(folder.resolve(file)), parameters, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String volume() {
        return EXAMPLE.formatted("ec2", "volume/vol-0a1b2c3d4e5f60718");
    }
}
