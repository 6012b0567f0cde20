package community.backup.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParseException;

@NullMarked
class ErrorBoundaryTest {
    private static AwsServiceException answer(String code, int httpStatus) {
        return BackupException.builder()
                .statusCode(httpStatus)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400, true",
        "ThrottledException, 400, true",
        "NobodyKnowsThis, 408, true",
        "NobodyKnowsThis, 502, true",
        "NobodyKnowsThis, 400, false",
        "ConflictException, 400, false",
        "AccessDeniedException, 403, false",
        "ExpiredTokenException, 403, false",
        "InvalidClientTokenId, 403, false"
    })
    void the_same_call_can_go_well_at_once_where_the_table_says_that_it_passes(
            String code, int httpStatus, boolean passes) {
        assertThat(ErrorBoundary.isRetryable(answer(code, httpStatus))).isEqualTo(passes);
    }

    @Test
    void what_is_no_answer_of_aws_is_left_to_the_sdk() {
        assertThat(ErrorBoundary.isRetryable(new IllegalStateException())).isFalse();
    }

    static Stream<Arguments> whatTheSdkThrows() {
        return Stream.of(
                Arguments.of(client("Read timed out", new SocketTimeoutException()), ErrorKind.PASSING),
                Arguments.of(client("reset", new UncheckedIOException(new SocketException())), ErrorKind.PASSING),
                Arguments.of(
                        client(
                                "certificate",
                                new SSLHandshakeException("no path").initCause(new CertificateException("expired"))),
                        ErrorKind.PASSING),
                Arguments.of(ApiCallTimeoutException.create(8000), ErrorKind.PASSING),
                Arguments.of(ApiCallAttemptTimeoutException.create(8000), ErrorKind.PASSING),
                Arguments.of(AbortedException.create("Thread was interrupted"), ErrorKind.DOUBTFUL),
                Arguments.of(client("Unable to load region", null), ErrorKind.DOUBTFUL),
                Arguments.of(
                        client("Unable to marshall request", new IllegalArgumentException("empty")),
                        ErrorKind.DOUBTFUL),
                Arguments.of(
                        client(
                                "Unable to unmarshall response",
                                new UncheckedIOException(new JsonParseException(null, "Unexpected character"))),
                        ErrorKind.DOUBTFUL));
    }

    private static SdkClientException client(String message, @Nullable Throwable cause) {
        return SdkClientException.builder().message(message).cause(cause).build();
    }

    @ParameterizedTest
    @MethodSource("whatTheSdkThrows")
    void only_an_answer_that_does_not_come_is_waited_for_all_along(SdkClientException thrown, ErrorKind kind) {
        CallResult<Object> answer = ErrorBoundary.call("DescribeRecoveryPoint", "arn:aws:backup:x", () -> {
            throw thrown;
        });

        assertThat(answer.failedAs(kind)).as(answer.message()).isTrue();
        assertThat(answer.message()).startsWith("DescribeRecoveryPoint of arn:aws:backup:x ");
        assertThat(answer.message().contains("got no answer")).isEqualTo(kind == ErrorKind.PASSING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DeleteRecoveryPoint | The vault is locked. | REFUSED | VAULT_LOCK",
                "DeleteRecoveryPoint | It has active legal hold(s). | REFUSED | LEGAL_HOLD",
                "UpdateRecoveryPointLifecycle | The vault is locked. | REFUSED | VAULT_LOCK",
                "DeleteRecoveryPoint | Insufficient privileges to perform this action. | DENIED | OTHER",
                "DeleteRecoveryPoint | You are not authorized to perform: backup:DeleteRecoveryPoint in a locked vault. | DENIED | OTHER",
                "StartBackupJob | The vault is locked. | DENIED | OTHER",
            })
    void a_denial_that_names_what_keeps_a_recovery_point_is_a_refusal(
            String operation, String message, ErrorKind kind, RefusalCause cause) {
        AwsServiceException denial = BackupException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .errorMessage(message)
                        .build())
                .build();

        ServiceFailure failure = Objects.requireNonNull(ErrorBoundary.call(operation, "it", () -> {
                    throw denial;
                })
                .failure());

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.refusal()).isEqualTo(cause);
        assertThat(failure.getMessage().contains("needs backup:")).isEqualTo(kind == ErrorKind.DENIED);
    }
}
