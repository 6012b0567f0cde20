package community.backup.recoverypoint;

import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** AWS's messages about a request whose signature it refuses. They quote parts of the request. */
@NullMarked
public final class QuotedRequests {
    public static final String KEY_ID = "ASIAPLANTED7EXAMPLE1";
    public static final String SECRET = "planted+secret/wJalrXUtnFEMI7MDENGbPxRfi";
    public static final String TOKEN = "IQoJplanted+b3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==";
    private static final String SIGNATURE = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
    private static final String SCOPE = "20261101/us-east-1/backup/aws4_request";

    private static final String CANONICAL = """
            The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
            and signing method. Consult the service documentation for details.

            The Canonical String for this request should have been
            'GET
            /backup-vaults/nightly/recovery-points/arn%%3Aaws%%3Aec2

            host:backup.us-east-1.amazonaws.com
            x-amz-date:20261101T000000Z
            x-amz-security-token:%s

            host;x-amz-date;x-amz-security-token
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

            The String-to-Sign should have been
            'AWS4-HMAC-SHA256
            20261101T000000Z
            %s
            %s'
            """.formatted(TOKEN, SCOPE, SIGNATURE);

    private static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=%s"
                    .formatted(KEY_ID, SCOPE, SIGNATURE);

    private QuotedRequests() {}

    /** The messages. Each quotes a secret part of the request. */
    public static Stream<String> texts() {
        return Stream.of(
                CANONICAL,
                CANONICAL.substring(0, CANONICAL.indexOf(TOKEN) + 30),
                "'%s/%s' not a valid key=value pair (missing equal-sign) in Authorization header: '%s'."
                        .formatted(KEY_ID, SCOPE, AUTHORIZATION),
                "Authorization header requires 'Signature' parameter. Authorization=" + AUTHORIZATION,
                "Credential should be scoped to a valid region: GET /?X-Amz-Credential=%s%%2F20261101&X-Amz-Security-Token=%s"
                        .formatted(KEY_ID, "IQoJplanted%2Bb3JpZ2luX2VjEJr%2F%2F%2F"),
                "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\", \"sessionToken\" : \"%s\"} is refused."
                        .formatted(KEY_ID, SECRET, TOKEN),
                "The token %s is expired, and so is that of %s.".formatted(TOKEN, KEY_ID));
    }

    /** Parts of the secrets. No text that leaves the handler may contain any of them. */
    public static String[] secrets() {
        return new String[] {KEY_ID, "planted", SIGNATURE, "b3JpZ2luX2Vj"};
    }
}
