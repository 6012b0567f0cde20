package community.backup.recoverypoint;

import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.cloudformation.LambdaWrapper;

public class ClientBuilder {
    private ClientBuilder() {}

    public static BackupClient getClient() {
        return BackupClient.builder().httpClient(LambdaWrapper.HTTP_CLIENT).build();
    }
}
