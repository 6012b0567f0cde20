package community.backup.cdk;

import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelection;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Table;

/** The application that README.md shows for the contents of a vault. */
final class VaultThatEmptiesItself {
    private VaultThatEmptiesItself() {}

    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "VaultThatEmptiesItself");
        Table table = Table.Builder.create(stack, "Table")
                .partitionKey(Attribute.builder()
                        .name("id")
                        .type(AttributeType.STRING)
                        .build())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        BackupVault vault = BackupVault.Builder.create(stack, "Vault")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        VaultContents contents = VaultContents.of(vault);
        BackupPlan plan = BackupPlan.daily35DayRetention(stack, "Plan", contents);
        BackupSelection tables = plan.addSelection(
                "Tables",
                BackupSelectionOptions.builder()
                        .resources(List.of(BackupResource.fromDynamoDbTable(table)))
                        .build());
        contents.addBackupRole(tables);
        app.synth();
    }
}
