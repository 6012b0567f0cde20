package community.backup.recoverypoint;

import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ProxyClient;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

public class DeleteHandler extends BaseHandlerStd {
    @Override
    protected ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            CallbackContext callbackContext,
            ProxyClient<BackupClient> proxyClient,
            Logger logger) {
        return ProgressEvent.progress(request.getDesiredResourceState(), callbackContext)
                .then(progress -> proxy.initiate(
                                "Community-Backup-RecoveryPoint::Delete",
                                proxyClient,
                                progress.getResourceModel(),
                                progress.getCallbackContext())
                        .translateToServiceRequest(Translator::translateToDeleteRequest)
                        .makeServiceCall((awsRequest, client) -> {
                            try {
                                return client.injectCredentialsAndInvokeV2(
                                        awsRequest, client.client()::deleteRecoveryPoint);
                            } catch (ResourceNotFoundException e) {
                                throw notFound(progress.getResourceModel(), e);
                            }
                        })
                        .stabilize((awsRequest, awsResponse, client, model, context) -> {
                            boolean stabilized = isGone(model, client);
                            logger.log(String.format(
                                    "%s [%s] deletion has stabilized: %s",
                                    ResourceModel.TYPE_NAME, model.getPrimaryIdentifier(), stabilized));
                            return stabilized;
                        })
                        .progress())
                .then(progress -> ProgressEvent.defaultSuccessHandler(null));
    }

    private static boolean isGone(ResourceModel model, ProxyClient<BackupClient> client) {
        try {
            describe(model, client);
            return false;
        } catch (ResourceNotFoundException e) {
            return true;
        }
    }
}
