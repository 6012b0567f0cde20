package community.backup.service.aws;

import community.backup.service.Bookmarks;
import community.backup.service.Services;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/** Makes the services that call AWS, for one invocation. They share its time. */
public final class AwsServices {
    private AwsServices() {}

    /**
     * The services for one invocation.
     *
     * @param proxy has the invocation's credentials
     * @param patient whether the next call is retried within the invocation, because no other invocation follows
     * @param bookmarks where to continue the listings that an earlier invocation has not finished
     * @param clock measures the time of the invocation, and helps to detect impossible times in answers
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
