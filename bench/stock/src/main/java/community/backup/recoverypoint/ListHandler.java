package community.backup.recoverypoint;

import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

public class ListHandler extends BaseHandler<CallbackContext> {
    @Override
    public ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            CallbackContext callbackContext,
            Logger logger) {
        String vaultName = request.getDesiredResourceState().getBackupVaultName();
        ListRecoveryPointsByBackupVaultResponse page = proxy.injectCredentialsAndInvokeV2(
                Translator.translateToListRequest(vaultName, request.getNextToken()),
                ClientBuilder.getClient()::listRecoveryPointsByBackupVault);
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .resourceModels(Translator.translateFromListResponse(vaultName, page))
                .nextToken(page.nextToken())
                .status(OperationStatus.SUCCESS)
                .build();
    }
}
