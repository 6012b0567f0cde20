package community.backup.service.aws;

import community.backup.failure.CallResult;
import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.service.BackupJob;
import community.backup.service.Page;
import community.backup.service.Vault;
import community.backup.service.Vaults;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.backup.model.BackupResponse;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.GetBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.GetBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;
import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;
import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;

/** {@link Vaults} by the service itself, for one invocation. */
final class BackupVaults implements Vaults {
    private static final List<BackupJobState> NOT_ENDED =
            List.of(BackupJobState.CREATED, BackupJobState.PENDING, BackupJobState.RUNNING, BackupJobState.ABORTING);

    /** The list takes one state a call; the other states that copy jobs have are ends. */
    private static final List<CopyJobState> COPYING = List.of(CopyJobState.CREATED, CopyJobState.RUNNING);

    private final BackupCalls calls;
    private final BooleanSupplier patient;
    private final Clock clock;

    BackupVaults(BackupCalls calls, BooleanSupplier patient, Clock clock) {
        this.calls = calls;
        this.patient = patient;
        this.clock = clock;
    }

    @Override
    public Optional<Vault> find(String name) {
        DescribeBackupVaultRequest request =
                DescribeBackupVaultRequest.builder().backupVaultName(name).build();
        CallResult<DescribeBackupVaultResponse> answer = calls.makeInVault(
                name,
                "DescribeBackupVault",
                "vault " + name,
                patient.getAsBoolean(),
                request,
                BackupClient::describeBackupVault);
        return answer.unlessMissing().map(vault -> {
            Fields fields = fields("DescribeBackupVault", "vault " + name);
            fields.same("BackupVaultName", name, fields.needed("BackupVaultName", vault.backupVaultName()));
            return new Vault(
                    name,
                    fields.needed("BackupVaultArn", Fields.text(vault.backupVaultArn())),
                    Fields.text(vault.vaultTypeAsString()),
                    Boolean.TRUE.equals(vault.locked()),
                    vault.numberOfRecoveryPoints());
        });
    }

    @Override
    public Page<Vault> page(@Nullable String token, int most) {
        ListBackupVaultsRequest request = ListBackupVaultsRequest.builder()
                .nextToken(token)
                .maxResults(most)
                .build();
        ListBackupVaultsResponse page =
                make("ListBackupVaults", "the account's vaults", request, BackupClient::listBackupVaults);
        Fields fields = fields("ListBackupVaults", "the account's vaults");
        return new Page<>(
                fields.list("BackupVaultList", page.hasBackupVaultList(), page.backupVaultList()).stream()
                        .map(each -> listed(fields, each))
                        .toList(),
                fields.nextToken(token, page.nextToken()));
    }

    private static Vault listed(Fields fields, @Nullable BackupVaultListMember item) {
        BackupVaultListMember vault = fields.needed("an item of BackupVaultList", item);
        return new Vault(
                fields.needed("BackupVaultName of an item", Fields.text(vault.backupVaultName())),
                fields.needed("BackupVaultArn of an item", Fields.text(vault.backupVaultArn())),
                Fields.text(vault.vaultTypeAsString()),
                Boolean.TRUE.equals(vault.locked()),
                vault.numberOfRecoveryPoints());
    }

    @Override
    public Map<String, String> tags(String vaultArn) {
        return allTags(vaultArn).orThrow();
    }

    @Override
    public Optional<Map<String, String>> tagsIfReadable(String vaultArn) {
        CallResult<Map<String, String>> tags = allTags(vaultArn);
        return tags.failedAs(ErrorKind.DENIED) ? Optional.empty() : tags.unlessMissing();
    }

    private CallResult<Map<String, String>> allTags(String vaultArn) {
        Map<String, String> tags = new HashMap<>();
        String token = null;
        do {
            ListTagsRequest request = ListTagsRequest.builder()
                    .resourceArn(vaultArn)
                    .nextToken(token)
                    .build();
            CallResult<ListTagsResponse> answer =
                    calls.make("ListTags", vaultArn, patient.getAsBoolean(), request, BackupClient::listTags);
            ServiceFailure failure = answer.failure();
            if (failure != null) {
                return CallResult.failed(failure);
            }
            ListTagsResponse page = answer.orThrow();
            Fields fields = fields("ListTags", vaultArn);
            page.tags().forEach((key, value) -> tags.put(key, fields.needed("the value of tag " + key, value)));
            token = fields.nextToken(token, page.nextToken());
        } while (token != null);
        return CallResult.of(tags);
    }

    @Override
    public void tag(String vaultArn, Map<String, String> tags) {
        TagResourceRequest request =
                TagResourceRequest.builder().resourceArn(vaultArn).tags(tags).build();
        make("TagResource", vaultArn, request, BackupClient::tagResource);
    }

    @Override
    public void untag(String vaultArn, Set<String> keys) {
        UntagResourceRequest request = UntagResourceRequest.builder()
                .resourceArn(vaultArn)
                .tagKeyList(keys)
                .build();
        make("UntagResource", vaultArn, request, BackupClient::untagResource);
    }

    @Override
    public List<BackupJob> runningJobs(String vaultName) {
        List<BackupJob> jobs = new ArrayList<>();
        for (BackupJobState state : NOT_ENDED) {
            String token = null;
            do {
                ListBackupJobsRequest request = ListBackupJobsRequest.builder()
                        .byBackupVaultName(vaultName)
                        .byState(state)
                        .maxResults(BackupRecoveryPoints.MOST_RESULTS)
                        .nextToken(token)
                        .build();
                CallResult<ListBackupJobsResponse> answer = calls.make(
                        "ListBackupJobs",
                        "vault " + vaultName,
                        patient.getAsBoolean(),
                        request,
                        BackupClient::listBackupJobs);
                ListBackupJobsResponse page = calls.unlessVaultIsMissing(
                                answer, ErrorKind.MISSING, vaultName, "ListBackupJobs", patient.getAsBoolean())
                        .orThrow();
                Fields fields = fields("ListBackupJobs", "vault " + vaultName);
                fields.list("BackupJobs", page.hasBackupJobs(), page.backupJobs()).stream()
                        .map(each -> SdkTranslator.job(fields, each))
                        // A filter that AWS Backup did not apply must not lead to another vault's job.
                        .filter(job -> job.vaultArn() != null
                                && job.vaultArn().endsWith(":backup-vault:" + vaultName)
                                && !job.state().ended())
                        .forEach(jobs::add);
                token = fields.nextToken(token, page.nextToken());
            } while (token != null);
        }
        return jobs;
    }

    @Override
    public int runningCopies(String vaultArn) {
        int copies = 0;
        for (CopyJobState state : COPYING) {
            String token = null;
            do {
                ListCopyJobsRequest request = ListCopyJobsRequest.builder()
                        .byDestinationVaultArn(vaultArn)
                        .byState(state)
                        .maxResults(BackupRecoveryPoints.MOST_RESULTS)
                        .nextToken(token)
                        .build();
                ListCopyJobsResponse page =
                        make("ListCopyJobs", "vault " + vaultArn, request, BackupClient::listCopyJobs);
                Fields fields = fields("ListCopyJobs", "vault " + vaultArn);
                // A filter that AWS Backup did not apply must not let a delete wait for another vault's copies.
                copies += (int) fields.list("CopyJobs", page.hasCopyJobs(), page.copyJobs()).stream()
                        .filter(job -> vaultArn.equals(job.destinationBackupVaultArn()))
                        .count();
                token = fields.nextToken(token, page.nextToken());
            } while (token != null);
        }
        return copies;
    }

    @Override
    public Optional<String> planName(String planId) {
        GetBackupPlanRequest request =
                GetBackupPlanRequest.builder().backupPlanId(planId).build();
        CallResult<GetBackupPlanResponse> answer = calls.make(
                "GetBackupPlan", "plan " + planId, patient.getAsBoolean(), request, BackupClient::getBackupPlan);
        // A name only makes a message easier to read.
        return answer.failedAs(ErrorKind.DENIED)
                ? Optional.empty()
                : answer.unlessMissing()
                        .map(GetBackupPlanResponse::backupPlan)
                        .map(plan -> Fields.text(plan.backupPlanName()));
    }

    private <Q extends BackupRequest, A extends BackupResponse> A make(
            String operation, String subject, Q request, BiFunction<BackupClient, Q, A> method) {
        return calls.make(operation, subject, patient.getAsBoolean(), request, method)
                .orThrow();
    }

    private Fields fields(String operation, String subject) {
        return new Fields(operation, subject, clock.instant());
    }
}
