package community.backup.service.aws;

import community.backup.service.Bookmarks;
import community.backup.service.Services;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/** The services themselves, for one invocation, whose time they share. */
public final class AwsServices {
    private AwsServices() {}

    /**
     * The services for one invocation.
     *
     * @param proxy has the invocation's credentials
     * @param patient whether the next call is retried within the invocation, because there is no next one
     * @param bookmarks where listings go on that an earlier invocation has not finished
     * @param clock for the time that the invocation may take, and to tell which times cannot be
     */
    public static Services of(
            AmazonWebServicesClientProxy proxy,
            BackupClients clients,
            BooleanSupplier patient,
            Bookmarks bookmarks,
            Clock clock) {
        Calls calls = new Calls(proxy, clock);
        BackupCalls backup = new BackupCalls(calls, clients, clock);
        return new Services(
                new BackupRecoveryPoints(backup, patient, bookmarks),
                new BackupVaults(backup, patient),
                new CloudFormationStacks(calls, clients, clock));
    }
}
