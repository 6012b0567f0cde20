package community.backup.recoverypoint;

import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.service.RecoveryPoint;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** What CloudFormation asks for: the same in each invocation of an operation. */
record RequestFacts(Operation operation, ResourceHandlerRequest<ResourceModel> request) {

    /** The model that is asked for, as the template has it. */
    ResourceModel desired() {
        ResourceModel model = request.getDesiredResourceState();
        return model == null ? new ResourceModel() : model;
    }

    @Nullable ResourceModel previous() {
        return request.getPreviousResourceState();
    }

    /** Whether the stack takes back what it did. */
    boolean isRollback() {
        return Boolean.TRUE.equals(request.getRollback());
    }

    /**
     * The name of the vault. Every operation is about one.
     *
     * @throws HandlerFailure if the model has no vault name, or an invalid one
     */
    String vaultName() {
        return Identifiers.vault(desired());
    }

    /** The vault's ARN, made of the request's partition, region and account. */
    String vaultArn() {
        return "arn:%s:backup:%s:%s:backup-vault:%s"
                .formatted(
                        request.getAwsPartition() == null ? "aws" : request.getAwsPartition(),
                        request.getRegion(),
                        request.getAwsAccountId(),
                        vaultName());
    }

    /**
     * Refuses an ARN that this account and region cannot have. AWS Backup is not asked: the type's role is for what they can
     * have, so the answer would be a denial, which says nothing.
     */
    void refuseElsewhere(String property, String arn) {
        if (RecoveryPoint.elsewhere(arn, request.getAwsPartition(), request.getRegion(), request.getAwsAccountId())) {
            throw new HandlerFailure(
                    HandlerErrorCode.NotFound,
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
