package community.backup.recoverypoint.aws;

import community.backup.recoverypoint.failure.Answer;
import community.backup.recoverypoint.failure.ErrorBoundary;
import community.backup.recoverypoint.failure.Nature;
import community.backup.recoverypoint.failure.ServiceFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.backup.model.BackupResponse;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/** Calls of AWS Backup with the credentials and within the time of one invocation. */
final class BackupCalls {
    private final AmazonWebServicesClientProxy proxy;
    private final BackupClients clients;
    private final CallBudget budget;

    BackupCalls(AmazonWebServicesClientProxy proxy, BackupClients clients, Clock clock) {
        this.proxy = proxy;
        this.clients = clients;
        this.budget = new CallBudget(clock);
    }

    /**
     * Makes a call.
     *
     * @param operation AWS Backup's name of it
     * @param subject what it is about, for messages
     * @param patient whether it is retried here, because there is no later invocation to do so
     */
    <Q extends BackupRequest, A extends BackupResponse> Answer<A> make(
            String operation, String subject, boolean patient, Q request, BiFunction<BackupClient, Q, A> method) {
        return ErrorBoundary.call(operation, subject, () -> {
            Duration most = budget.next(operation, patient);
            BackupClient client = patient ? clients.patient() : clients.once();
            return proxy.injectCredentialsAndInvokeV2(request, ready -> method.apply(client, within(most, ready)));
        });
    }

    /**
     * Makes a call about something in a vault. AWS Backup denies access to a vault that does not exist, so a denial is one
     * only if the vault is there.
     */
    <Q extends BackupRequest, A extends BackupResponse> Answer<A> makeInVault(
            String vaultName,
            String operation,
            String subject,
            boolean patient,
            Q request,
            BiFunction<BackupClient, Q, A> method) {
        Answer<A> answer = make(operation, subject, patient, request, method);
        ServiceFailure failure = answer.failure();
        if (failure == null || failure.nature() != Nature.DENIED) {
            return answer;
        }
        return answer.insteadFailed(denial(failure, operation, vaultName, patient));
    }

    private ServiceFailure denial(ServiceFailure denied, String operation, String vaultName, boolean patient) {
        String token = null;
        do {
            Answer<ListBackupVaultsResponse> answer = make(
                    "ListBackupVaults",
                    "the account's vaults",
                    patient,
                    ListBackupVaultsRequest.builder().nextToken(token).build(),
                    BackupClient::listBackupVaults);
            if (answer.failedAs(Nature.DENIED)) {
                return denied.unclearWhetherVaultExists();
            }
            ListBackupVaultsResponse page = answer.orThrow();
            if (page.backupVaultList().stream()
                    .map(BackupVaultListMember::backupVaultName)
                    .anyMatch(vaultName::equals)) {
                return denied;
            }
            token = page.nextToken();
        } while (token != null);
        return ServiceFailure.missingVault(operation, vaultName);
    }

    /** The same request with a limit to the time it may take, beside the credentials that it has by now. */
    @SuppressWarnings("unchecked")
    private static <Q extends BackupRequest> Q within(Duration most, Q request) {
        AwsRequestOverrideConfiguration.Builder override = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        Duration attempt = most.compareTo(CallBudget.CALL) < 0 ? most : CallBudget.CALL;
        return (Q) request.toBuilder()
                .overrideConfiguration(override.apiCallTimeout(most)
                        .apiCallAttemptTimeout(attempt)
                        .build())
                .build();
    }
}
