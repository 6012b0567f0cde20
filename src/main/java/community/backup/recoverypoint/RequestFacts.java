package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.service.RecoveryPoint;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** CloudFormation's request for one invocation of an operation. */
record RequestFacts(Operation operation, ResourceHandlerRequest<ResourceModel> request) {

    /**
     * The desired model; an empty one if the request has none. A later invocation gets the identifiers that an earlier one has returned.
     */
    ResourceModel desired() {
        ResourceModel model = request.getDesiredResourceState();
        return model == null ? new ResourceModel() : model;
    }

    @Nullable ResourceModel previous() {
        return request.getPreviousResourceState();
    }

    /** Whether CloudFormation is rolling back the stack. */
    boolean isRollback() {
        return Boolean.TRUE.equals(request.getRollback());
    }

    /**
     * The name of the vault, which every operation needs.
     *
     * @throws HandlerFailure if the model has no vault name, or an invalid one
     */
    String vaultName() {
        return Identifiers.vault(desired());
    }

    /** The vault's ARN, built from the request's partition, region and account. */
    String vaultArn() {
        return "arn:%s:backup:%s:%s:backup-vault:%s"
                .formatted(
                        request.getAwsPartition() == null ? "aws" : request.getAwsPartition(),
                        request.getRegion(),
                        request.getAwsAccountId(),
                        vaultName());
    }

    /**
     * Refuses an ARN of another partition, region or account, without a call to AWS Backup. The execution role has no permission for such
     * an ARN. AWS would deny the call, whether or not the recovery point exists.
     *
     * @param property the property that has the ARN, for the message
     * @throws HandlerFailure with the code NotFound
     */
    void requireSameAccount(String property, String arn) {
        if (RecoveryPoint.isElsewhere(arn, request.getAwsPartition(), request.getRegion(), request.getAwsAccountId())) {
            throw new HandlerFailure(
                    FailureCode.NOT_FOUND,
                    "%s: vault %s of partition %s, region %s and account %s cannot have recovery point %s. Correct the ARN."
                            .formatted(
                                    property,
                                    vaultName(),
                                    request.getAwsPartition(),
                                    request.getRegion(),
                                    request.getAwsAccountId(),
                                    arn));
        }
    }
}
