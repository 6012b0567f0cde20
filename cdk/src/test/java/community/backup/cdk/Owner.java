package community.backup.cdk;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupVault;

/** An application that imports a recovery point. */
final class Owner {
    private Owner() {}

    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "Owner");
        RecoveryPoint.Builder.create(stack, "Imported")
                .backupVault(BackupVault.fromBackupVaultName(stack, "Archive", "archive"))
                .imported()
                .build();
        app.synth();
    }
}
