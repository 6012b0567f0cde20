package community.backup.local.awsbackup;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The transport of the SDK clients that all tests share. Each thread chooses the transport for its own calls. The tests
 * share clients because clients are slow to make and have threads of their own.
 */
public final class TransportOfThread implements SdkHttpClient {
    private static final ThreadLocal<SdkHttpClient> CURRENT = new ThreadLocal<>();

    /** Sends the calls of this thread through this transport from now on. */
    public static void use(SdkHttpClient transport) {
        CURRENT.set(transport);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return CURRENT.get().prepareRequest(request);
    }

    @Override
    public void close() {
        // The transports of tests have nothing to close.
    }
}
