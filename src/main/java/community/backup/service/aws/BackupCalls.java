package community.backup.service.aws;

import community.backup.failure.CallResult;
import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.service.BackupJob;
import community.backup.service.Page;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.backup.model.BackupResponse;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;
import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;

/** Makes calls of AWS Backup, with the credentials and within the time of one invocation. */
final class BackupCalls {
    private final Calls calls;
    private final BackupClients clients;
    private final Clock clock;

    BackupCalls(Calls calls, BackupClients clients, Clock clock) {
        this.calls = calls;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Makes a call.
     *
     * @param operation AWS Backup's name for the call
     * @param subject the resource that the call is about, for messages
     * @param patient whether the call is retried here, because no later invocation can retry it
     */
    <Q extends BackupRequest, A extends BackupResponse> CallResult<A> make(
            String operation, String subject, boolean patient, Q request, BiFunction<BackupClient, Q, A> method) {
        return calls.make(
                operation,
                subject,
                patient,
                request,
                ready -> method.apply(patient ? clients.patient() : clients.once(), ready));
    }

    /**
     * Makes a call about a resource in a vault. AWS Backup also denies access to a vault that does not exist. So after
     * a denial, this method checks whether the vault exists.
     */
    <Q extends BackupRequest, A extends BackupResponse> CallResult<A> makeInVault(
            String vaultName,
            String operation,
            String subject,
            boolean patient,
            Q request,
            BiFunction<BackupClient, Q, A> method) {
        return unlessVaultIsMissing(
                make(operation, subject, patient, request, method), ErrorKind.DENIED, vaultName, operation, patient);
    }

    /** Replaces a failure of this kind with "vault missing" if the vault does not exist. */
    <A> CallResult<A> unlessVaultIsMissing(
            CallResult<A> answer, ErrorKind kind, String vaultName, String operation, boolean patient) {
        ServiceFailure failure = answer.failure();
        return failure == null || failure.kind() != kind
                ? answer
                : answer.insteadFailed(withVault(failure, operation, vaultName, patient));
    }

    /**
     * A page of backup jobs.
     *
     * @param vaultName the vault of the jobs; if AWS Backup answers "not found", this method checks whether the vault
     *     exists
     * @param subject the resource that the jobs are about, for messages
     */
    Page<BackupJob> jobs(String vaultName, String subject, boolean patient, ListBackupJobsRequest request) {
        CallResult<ListBackupJobsResponse> answer =
                make("ListBackupJobs", subject, patient, request, BackupClient::listBackupJobs);
        ListBackupJobsResponse page = unlessVaultIsMissing(
                        answer, ErrorKind.MISSING, vaultName, "ListBackupJobs", patient)
                .orThrow();
        Fields fields = fields("ListBackupJobs", subject);
        return new Page<>(
                fields.list("BackupJobs", page.hasBackupJobs(), page.backupJobs()).stream()
                        .map(each -> SdkTranslator.job(fields, each))
                        .toList(),
                fields.nextToken(request.nextToken(), page.nextToken()));
    }

    /** All tags of a recovery point or a vault; empty if AWS Backup's answer has no tags at all. */
    CallResult<Optional<Map<String, String>>> tags(String arn, boolean patient) {
        Map<String, String> tags = new HashMap<>();
        String token = null;
        do {
            ListTagsRequest request =
                    ListTagsRequest.builder().resourceArn(arn).nextToken(token).build();
            CallResult<ListTagsResponse> page = make("ListTags", arn, patient, request, BackupClient::listTags);
            ServiceFailure failure = page.failure();
            if (failure != null) {
                return CallResult.failed(failure);
            }
            ListTagsResponse answer = page.orThrow();
            if (!answer.hasTags()) {
                return CallResult.of(Optional.empty());
            }
            Fields fields = fields("ListTags", arn);
            answer.tags().forEach((key, value) -> tags.put(key, fields.needed("the value of tag " + key, value)));
            token = fields.nextToken(token, answer.nextToken());
        } while (token != null);
        return CallResult.of(Optional.of(tags));
    }

    /** Sets tags of a recovery point or a vault. */
    void tag(String arn, boolean patient, Map<String, String> tags) {
        TagResourceRequest request =
                TagResourceRequest.builder().resourceArn(arn).tags(tags).build();
        make("TagResource", arn, patient, request, BackupClient::tagResource).orThrow();
    }

    /** Removes tags of a recovery point or a vault. */
    void untag(String arn, boolean patient, Set<String> keys) {
        UntagResourceRequest request =
                UntagResourceRequest.builder().resourceArn(arn).tagKeyList(keys).build();
        make("UntagResource", arn, patient, request, BackupClient::untagResource)
                .orThrow();
    }

    /** The checks for an answer that has just arrived. */
    Fields fields(String operation, String subject) {
        return new Fields(operation, subject, clock.instant());
    }

    /**
     * Reads the list of vaults, and decides whether a missing vault explains the failure. Returns "vault missing" or
     * the failure itself.
     *
     * @throws ServiceFailure if the list fails with an error that passes
     */
    private ServiceFailure withVault(ServiceFailure failure, String operation, String vaultName, boolean patient) {
        String token = null;
        do {
            CallResult<ListBackupVaultsResponse> answer = make(
                    "ListBackupVaults",
                    "the account's vaults",
                    patient,
                    ListBackupVaultsRequest.builder()
                            .maxResults(BackupRecoveryPoints.MOST_RESULTS)
                            .nextToken(token)
                            .build(),
                    BackupClient::listBackupVaults);
            ServiceFailure ofList = answer.failure();
            if (ofList != null && !ofList.kind().passes()) {
                // The failure of the list says nothing about the original call.
                return failure.unclearWhetherVaultExists(ofList);
            }
            ListBackupVaultsResponse page = answer.orThrow();
            try {
                Fields fields = fields("ListBackupVaults", "the account's vaults");
                if (fields.list("BackupVaultList", page.hasBackupVaultList(), page.backupVaultList()).stream()
                        .anyMatch(each -> isNamed(vaultName, fields, each))) {
                    return failure.withExistingVault(vaultName);
                }
                token = fields.nextToken(token, page.nextToken());
            } catch (ServiceFailure odd) {
                return failure.unclearWhetherVaultExists(odd);
            }
        } while (token != null);
        return ServiceFailure.missingVault(operation, vaultName);
    }

    /**
     * Whether a listed vault has this name, by its name or its ARN. A vault with neither is a malformed answer, because
     * it can be any vault.
     */
    private static boolean isNamed(String vaultName, Fields fields, @Nullable BackupVaultListMember listed) {
        BackupVaultListMember vault = fields.needed("an item of BackupVaultList", listed);
        String name = Fields.text(vault.backupVaultName());
        String arn = Fields.text(vault.backupVaultArn());
        if (name == null && arn == null) {
            throw fields.failure("without BackupVaultName of an item");
        }
        return vaultName.equals(name) || (arn != null && arn.endsWith(":backup-vault:" + vaultName));
    }
}
