package community.backup.recoverypoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;

public class Translator {
    private Translator() {}

    static StartBackupJobRequest translateToCreateRequest(ResourceModel model) {
        return StartBackupJobRequest.builder()
                .backupVaultName(model.getBackupVaultName())
                .resourceArn(model.getResourceArn())
                .iamRoleArn(model.getIamRoleArn())
                .lifecycle(translateLifecycle(model.getLifecycle()))
                .build();
    }

    static DescribeBackupJobRequest translateToJobRequest(String jobId) {
        return DescribeBackupJobRequest.builder().backupJobId(jobId).build();
    }

    static DescribeRecoveryPointRequest translateToReadRequest(ResourceModel model) {
        return DescribeRecoveryPointRequest.builder()
                .backupVaultName(model.getBackupVaultName())
                .recoveryPointArn(model.getRecoveryPointId())
                .build();
    }

    static ResourceModel translateFromReadResponse(DescribeRecoveryPointResponse response) {
        return ResourceModel.builder()
                .backupVaultName(response.backupVaultName())
                .recoveryPointId(response.recoveryPointArn())
                .recoveryPointArn(response.recoveryPointArn())
                .resourceArn(response.resourceArn())
                .resourceType(response.resourceType())
                .iamRoleArn(response.iamRoleArn())
                .status(response.statusAsString())
                .build();
    }

    static DeleteRecoveryPointRequest translateToDeleteRequest(ResourceModel model) {
        return DeleteRecoveryPointRequest.builder()
                .backupVaultName(model.getBackupVaultName())
                .recoveryPointArn(model.getRecoveryPointId())
                .build();
    }

    static UpdateRecoveryPointLifecycleRequest translateToUpdateRequest(ResourceModel model) {
        return UpdateRecoveryPointLifecycleRequest.builder()
                .backupVaultName(model.getBackupVaultName())
                .recoveryPointArn(model.getRecoveryPointId())
                .lifecycle(translateLifecycle(model.getLifecycle()))
                .build();
    }

    static ListRecoveryPointsByBackupVaultRequest translateToListRequest(String vaultName, String nextToken) {
        return ListRecoveryPointsByBackupVaultRequest.builder()
                .backupVaultName(vaultName)
                .nextToken(nextToken)
                .build();
    }

    static List<ResourceModel> translateFromListResponse(
            String vaultName, ListRecoveryPointsByBackupVaultResponse response) {
        return response.recoveryPoints().stream()
                .map(point -> ResourceModel.builder()
                        .backupVaultName(vaultName)
                        .recoveryPointId(point.recoveryPointArn())
                        .build())
                .collect(Collectors.toList());
    }

    static TagResourceRequest tagResourceRequest(ResourceModel model, Map<String, String> addedTags) {
        return TagResourceRequest.builder()
                .resourceArn(model.getRecoveryPointId())
                .tags(addedTags)
                .build();
    }

    static UntagResourceRequest untagResourceRequest(ResourceModel model, Set<String> removedTags) {
        return UntagResourceRequest.builder()
                .resourceArn(model.getRecoveryPointId())
                .tagKeyList(removedTags)
                .build();
    }

    private static software.amazon.awssdk.services.backup.model.Lifecycle translateLifecycle(Lifecycle lifecycle) {
        return lifecycle == null
                ? null
                : software.amazon.awssdk.services.backup.model.Lifecycle.builder()
                        .deleteAfterDays(lifecycle.getDeleteAfterDays())
                        .moveToColdStorageAfterDays(lifecycle.getMoveToColdStorageAfterDays())
                        .build();
    }
}
