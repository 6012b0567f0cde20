package community.backup.recoverypoint.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The table of errors, held against the SDK's model of the service. */
@NullMarked
class ErrorTableTest {

    /** The error classes that operations of the SDK's client declare. */
    private static Set<String> modelled() {
        return Arrays.stream(BackupClient.class.getMethods())
                .map(Method::getExceptionTypes)
                .flatMap(Arrays::stream)
                .filter(BackupException.class::isAssignableFrom)
                .filter(type -> type != BackupException.class)
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_error_of_the_sdks_model_has_a_row() {
        Set<String> rows =
                ErrorTable.ROWS.stream().map(ErrorTable.Row::errorCode).collect(Collectors.toSet());

        assertThat(modelled()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(rows)
                .as(
                        "a new SDK has an error class without a row in ErrorTable: decide whether it passes by itself, and what the user can do")
                .containsAll(modelled());
    }

    @Test
    void no_code_has_two_rows() {
        Set<String> seen = new HashSet<>();

        assertThat(ErrorTable.ROWS).allSatisfy(row -> assertThat(seen.add(row.errorCode()))
                .as(row.errorCode())
                .isTrue());
    }

    static Iterable<ErrorTable.Row> rows() {
        return ErrorTable.ROWS;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_row_is_found_by_its_code_whatever_the_status(ErrorTable.Row row) {
        assertThat(ErrorTable.meaning(row.errorCode(), 400)).isEqualTo(row);
        assertThat(ErrorTable.meaning(row.errorCode(), 500)).isEqualTo(row);
        assertThat(row.remedy()).endsWith(".");
        // To a create that has made something AlreadyExists would say that it is somebody else's.
        assertThat(row.handlerCode()).isNotIn(HandlerErrorCode.InternalFailure, HandlerErrorCode.AlreadyExists);
    }

    @ParameterizedTest
    @CsvSource({
        "400, GeneralServiceException, REFUSED",
        "401, AccessDenied, DENIED",
        "403, AccessDenied, DENIED",
        "408, ServiceInternalError, PASSING",
        "429, Throttling, PASSING",
        "500, ServiceInternalError, PASSING",
        "502, ServiceInternalError, PASSING",
        "504, ServiceInternalError, PASSING"
    })
    void an_unknown_code_means_what_its_status_says(int status, HandlerErrorCode code, Nature nature) {
        ErrorTable.Row row = ErrorTable.meaning("BrandNewException", status);

        assertThat(row.handlerCode()).isEqualTo(code);
        assertThat(row.nature()).isEqualTo(nature);
        assertThat(row.remedy().toLowerCase(Locale.ROOT)).isNotBlank();
    }
}
