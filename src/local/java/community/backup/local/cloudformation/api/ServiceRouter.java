package community.backup.local.cloudformation.api;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * One transport for the SDK's clients of two services. It sends a request to CloudFormation or to AWS Backup, as its
 * host requires.
 */
public final class ServiceRouter implements SdkHttpClient {
    private final SdkHttpClient backup;
    private final SdkHttpClient cloudFormation;

    public ServiceRouter(SdkHttpClient backup, SdkHttpClient cloudFormation) {
        this.backup = backup;
        this.cloudFormation = cloudFormation;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        // The prefix also matches cloudformation-fips.
        return request.httpRequest().host().startsWith("cloudformation")
                ? cloudFormation.prepareRequest(request)
                : backup.prepareRequest(request);
    }

    @Override
    public void close() {
        backup.close();
        cloudFormation.close();
    }

    @Override
    public String clientName() {
        return "Router";
    }
}
