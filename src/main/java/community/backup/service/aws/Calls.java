package community.backup.service.aws;

import community.backup.failure.CallResult;
import community.backup.failure.ErrorBoundary;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/** Makes calls of any service, with the credentials and within the time of one invocation. */
final class Calls {
    private final AmazonWebServicesClientProxy proxy;
    private final CallBudget budget;

    Calls(AmazonWebServicesClientProxy proxy, Clock clock) {
        this.proxy = proxy;
        this.budget = new CallBudget(clock);
    }

    /**
     * Makes a call.
     *
     * @param operation the service's name for the call
     * @param subject the resource that the call is about, for messages
     * @param patient whether the method retries the call, which may then take all the time that is left
     */
    <Q extends AwsRequest, A extends AwsResponse> CallResult<A> make(
            String operation, String subject, boolean patient, Q request, Function<Q, A> method) {
        return ErrorBoundary.call(operation, subject, () -> {
            Duration most = budget.next(operation, patient);
            return proxy.injectCredentialsAndInvokeV2(request, ready -> method.apply(within(most, ready)));
        });
    }

    /** The same request with a time limit. It keeps the credentials that the proxy has added. */
    @SuppressWarnings("unchecked")
    private static <Q extends AwsRequest> Q within(Duration most, Q request) {
        AwsRequestOverrideConfiguration.Builder override = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        Duration attempt = most.compareTo(CallBudget.CALL) < 0 ? most : CallBudget.CALL;
        return (Q) request.toBuilder()
                .overrideConfiguration(override.apiCallTimeout(most)
                        .apiCallAttemptTimeout(attempt)
                        .build())
                .build();
    }
}
