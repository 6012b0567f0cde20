package community.backup.local.awsbackup;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The transport of SDK clients that all tests share, since clients are slow to make and each keeps threads of its own: each thread
 * says which transport its calls go to.
 */
public final class TransportOfThread implements SdkHttpClient {
    private static final ThreadLocal<SdkHttpClient> CURRENT = new ThreadLocal<>();

    /** Lets the calls of this thread go to that transport from now on. */
    public static void use(SdkHttpClient transport) {
        CURRENT.set(transport);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return CURRENT.get().prepareRequest(request);
    }

    @Override
    public void close() {
        // The transports of tests have nothing open.
    }
}
