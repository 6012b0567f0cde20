package community.backup.recoverypoint;

import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ProxyClient;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

public class CreateHandler extends BaseHandlerStd {
    @Override
    protected ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            CallbackContext callbackContext,
            ProxyClient<BackupClient> proxyClient,
            Logger logger) {
        return ProgressEvent.progress(request.getDesiredResourceState(), callbackContext)
                .then(progress -> proxy.initiate(
                                "Community-Backup-RecoveryPoint::Create",
                                proxyClient,
                                progress.getResourceModel(),
                                progress.getCallbackContext())
                        .translateToServiceRequest(Translator::translateToCreateRequest)
                        .makeServiceCall((awsRequest, client) ->
                                client.injectCredentialsAndInvokeV2(awsRequest, client.client()::startBackupJob))
                        .stabilize((awsRequest, awsResponse, client, model, context) -> {
                            DescribeBackupJobResponse job = client.injectCredentialsAndInvokeV2(
                                    Translator.translateToJobRequest(awsResponse.backupJobId()),
                                    client.client()::describeBackupJob);
                            model.setRecoveryPointId(job.recoveryPointArn());
                            logger.log(String.format(
                                    "%s [%s] backup job is %s",
                                    ResourceModel.TYPE_NAME, model.getPrimaryIdentifier(), job.stateAsString()));
                            return job.state() == BackupJobState.COMPLETED;
                        })
                        .progress())
                .then(progress ->
                        new ReadHandler().handleRequest(proxy, request, callbackContext, proxyClient, logger));
    }
}
