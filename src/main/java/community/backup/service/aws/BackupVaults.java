package community.backup.service.aws;

import community.backup.failure.CallResult;
import community.backup.failure.ErrorKind;
import community.backup.service.BackupJob;
import community.backup.service.JobList;
import community.backup.service.JobStatus;
import community.backup.service.Page;
import community.backup.service.Vault;
import community.backup.service.Vaults;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.GetBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.GetBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;

/** Implements {@link Vaults} by calls of AWS Backup, for one invocation. */
final class BackupVaults implements Vaults {
    private final BackupCalls calls;
    private final BooleanSupplier patient;

    BackupVaults(BackupCalls calls, BooleanSupplier patient) {
        this.calls = calls;
        this.patient = patient;
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
            Fields fields = calls.fields("DescribeBackupVault", "vault " + name);
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
        ListBackupVaultsResponse page = calls.make(
                        "ListBackupVaults",
                        "the account's vaults",
                        patient.getAsBoolean(),
                        request,
                        BackupClient::listBackupVaults)
                .orThrow();
        Fields fields = calls.fields("ListBackupVaults", "the account's vaults");
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
        return calls.tags(vaultArn, patient.getAsBoolean()).orThrow().orElse(Map.of());
    }

    @Override
    public Optional<Map<String, String>> tagsIfReadable(String vaultArn) {
        CallResult<Optional<Map<String, String>>> tags = calls.tags(vaultArn, patient.getAsBoolean());
        return tags.failedAs(ErrorKind.DENIED)
                ? Optional.empty()
                : tags.unlessMissing().flatMap(all -> all);
    }

    @Override
    public void tag(String vaultArn, Map<String, String> tags) {
        calls.tag(vaultArn, patient.getAsBoolean(), tags);
    }

    @Override
    public void untag(String vaultArn, Set<String> keys) {
        calls.untag(vaultArn, patient.getAsBoolean(), keys);
    }

    @Override
    public Page<String> jobs(Vault vault, JobList list, @Nullable String token) {
        return list.ofCopies() ? copyJobs(vault.arn(), list, token) : backupJobs(vault.name(), list, token);
    }

    private Page<String> backupJobs(String vaultName, JobList list, @Nullable String token) {
        ListBackupJobsRequest request = ListBackupJobsRequest.builder()
                .byBackupVaultName(vaultName)
                .byState(list.state())
                .maxResults(BackupRecoveryPoints.MOST_RESULTS)
                .nextToken(token)
                .build();
        Page<BackupJob> page = calls.jobs(vaultName, "vault " + vaultName, patient.getAsBoolean(), request);
        return new Page<>(
                page.items().stream()
                        // If AWS Backup ignored the filters, the handler would stop another vault's job, or wait for a
                        // job that has ended.
                        .filter(job -> job.vaultArn() != null
                                && job.vaultArn().endsWith(":backup-vault:" + vaultName)
                                && !job.state().ended())
                        .map(BackupJob::jobId)
                        .toList(),
                page.nextToken());
    }

    private Page<String> copyJobs(String vaultArn, JobList list, @Nullable String token) {
        ListCopyJobsRequest request = ListCopyJobsRequest.builder()
                .byDestinationVaultArn(vaultArn)
                .byState(list.state())
                .maxResults(BackupRecoveryPoints.MOST_RESULTS)
                .nextToken(token)
                .build();
        String subject = "vault " + vaultArn;
        ListCopyJobsResponse page = calls.make(
                        "ListCopyJobs", subject, patient.getAsBoolean(), request, BackupClient::listCopyJobs)
                .orThrow();
        Fields fields = calls.fields("ListCopyJobs", subject);
        return new Page<>(
                fields.list("CopyJobs", page.hasCopyJobs(), page.copyJobs()).stream()
                        // If AWS Backup ignored the filters, a delete would wait for another vault's copies.
                        .filter(job -> vaultArn.equals(job.destinationBackupVaultArn())
                                && !JobStatus.of(String.valueOf(job.stateAsString()))
                                        .ended())
                        .map(job -> String.valueOf(job.copyJobId()))
                        .toList(),
                fields.nextToken(token, page.nextToken()));
    }

    @Override
    public Optional<String> planName(String planId) {
        GetBackupPlanRequest request =
                GetBackupPlanRequest.builder().backupPlanId(planId).build();
        CallResult<GetBackupPlanResponse> answer = calls.make(
                "GetBackupPlan", "plan " + planId, patient.getAsBoolean(), request, BackupClient::getBackupPlan);
        // The name only makes a message easier to read. If the call fails, the message must still be shown.
        return answer.failure() != null
                ? Optional.empty()
                : Optional.ofNullable(answer.orThrow().backupPlan()).map(plan -> Fields.text(plan.backupPlanName()));
    }
}
