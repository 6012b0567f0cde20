package community.backup.cdk;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.sns.Topic;

/** The application that README.md shows. */
final class BeforeTheMigration {
    private BeforeTheMigration() {}

    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "BeforeTheMigration");
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
        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromDynamoDbTable(table))
                .deleteAfter(Duration.days(35))
                .build();
        VaultMonitoring.of(vault).alarmOnExpired("Expired", new Topic(stack, "Operators"));
        app.synth();
    }
}
