package community.backup.recoverypoint.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.backup.model.BackupException;

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
        assertThat(ErrorBoundary.passesAtOnce(answer(code, httpStatus))).isEqualTo(passes);
    }

    @Test
    void what_is_no_answer_of_aws_is_left_to_the_sdk() {
        assertThat(ErrorBoundary.passesAtOnce(new IllegalStateException())).isFalse();
    }
}
