package community.backup.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.internal.AwsErrorCode;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Compares the table of errors with the SDK's model of the service. */
@NullMarked
class ErrorTableTest {

    /** The error classes of the service's model: all subclasses of BackupException in the SDK's jar. */
    private static Set<String> modelled() throws IOException {
        String folder = BackupException.class.getPackageName().replace('.', '/') + "/";
        URL jar = BackupException.class.getProtectionDomain().getCodeSource().getLocation();
        try (JarInputStream classes = new JarInputStream(jar.openStream())) {
            Set<String> errors = new TreeSet<>();
            for (ZipEntry entry = classes.getNextEntry(); entry != null; entry = classes.getNextEntry()) {
                String name = entry.getName();
                if (name.startsWith(folder) && name.endsWith("Exception.class") && isError(name)) {
                    errors.add(name.substring(folder.length()).replace(".class", ""));
                }
            }
            return errors;
        }
    }

    private static boolean isError(String file) {
        try {
            Class<?> type = Class.forName(
                    file.replace(".class", "").replace('/', '.'), false, ErrorTableTest.class.getClassLoader());
            return BackupException.class.isAssignableFrom(type) && type != BackupException.class;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> codes(List<ErrorTable.Row> rows) {
        return rows.stream().map(ErrorTable.Row::errorCode).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The decisions to make if the SDK's error classes and the table's rows differ. */
    private static List<String> toDecide(Set<String> classes, Set<String> rows) {
        List<String> decisions = new ArrayList<>();
        classes.stream()
                .filter(error -> !rows.contains(error))
                .map(error -> "The SDK has the error class " + error
                        + ", and ErrorTable.OF_THE_MODEL has no row for it. "
                        + "Choose the handler error code for CloudFormation, the ErrorKind (whether a retry can succeed) "
                        + "and what the user can do (remedy); add the row, look at what each handler does with that "
                        + "kind in ErrorPlaces, and record docs/errors.md: CONTRIBUTING.md, \"Add an error code\".")
                .forEach(decisions::add);
        rows.stream()
                .filter(row -> !classes.contains(row))
                .map(row -> "ErrorTable.OF_THE_MODEL has a row for " + row + ", and the SDK has no such error class. "
                        + "Decide whether AWS Backup can still answer so: then move the row to OF_ANY_SERVICE, else "
                        + "remove it; and record docs/errors.md.")
                .forEach(decisions::add);
        return decisions;
    }

    @Test
    void every_error_class_of_the_sdk_has_a_row_and_every_row_of_the_model_its_class() throws IOException {
        assertThat(modelled()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(toDecide(modelled(), codes(ErrorTable.OF_THE_MODEL))).isEmpty();
    }

    @Test
    void an_error_class_of_a_newer_sdk_is_a_decision_and_so_is_one_that_it_dropped() {
        assertThat(toDecide(Set.of("NewException"), Set.of("OldException")))
                .satisfiesExactly(
                        missing ->
                                assertThat(missing).contains("NewException", "ErrorKind", "remedy", "CONTRIBUTING.md"),
                        left -> assertThat(left).contains("OldException", "OF_ANY_SERVICE", "remove it"));
    }

    @Test
    void what_the_sdk_itself_tries_again_passes_here_too() {
        assertThat(AwsErrorCode.THROTTLING_ERROR_CODES)
                .allSatisfy(code -> assertThat(ErrorTable.meaning(code, 400).handlerCode())
                        .as(code)
                        .isEqualTo(HandlerErrorCode.Throttling));
        assertThat(Stream.of(
                                AwsErrorCode.THROTTLING_ERROR_CODES,
                                AwsErrorCode.RETRYABLE_ERROR_CODES,
                                AwsErrorCode.DEFINITE_CLOCK_SKEW_ERROR_CODES)
                        .flatMap(Set::stream))
                .allSatisfy(code -> assertThat(ErrorTable.meaning(code, 400).kind())
                        .as(code)
                        .isEqualTo(ErrorKind.PASSING));
        assertThat(codes(ErrorTable.ROWS)).containsAll(AwsErrorCode.POSSIBLE_CLOCK_SKEW_ERROR_CODES);
    }

    /**
     * The errors that AWS Backup's pages on its operations and on common errors have had over the years, and the codes that
     * its users report.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccessDeniedException",
                "ExpiredTokenException",
                "IncompleteSignature",
                "InternalFailure",
                "InvalidAction",
                "InvalidClientTokenId",
                "MalformedHttpRequestException",
                "NotAuthorized",
                "OptInRequired",
                "RequestAbortedException",
                "RequestEntityTooLargeException",
                "RequestExpired",
                "RequestLimitExceeded",
                "RequestTimeout",
                "RequestTimeoutException",
                "ServiceUnavailable",
                "Throttling",
                "ThrottlingException",
                "TooManyRequestsException",
                "UnknownOperationException",
                "UnrecognizedClientException",
                "ValidationError",
                "ERROR_2603",
                "ERROR_3930"
            })
    void every_error_that_is_documented_or_was_seen_has_a_row(String code) {
        assertThat(codes(ErrorTable.OF_ANY_SERVICE)).contains(code);
    }

    @Test
    void only_what_says_that_it_is_not_there_is_missing_and_no_denial_is() {
        assertThat(ErrorTable.ROWS)
                .filteredOn(row -> row.kind() == ErrorKind.MISSING)
                .extracting(ErrorTable.Row::errorCode)
                .containsExactlyInAnyOrder("ResourceNotFoundException", "ERROR_2603");
        assertThat(ErrorTable.ROWS)
                .filteredOn(row -> row.errorCode().matches(".*(Denied|NotAuthorized|Unauthorized).*"))
                .hasSize(4)
                .allMatch(row -> row.kind() == ErrorKind.DENIED);
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
        // With AlreadyExists, CloudFormation's rollback would leave a recovery point that the create has made.
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
    void an_unknown_code_means_what_its_status_says(int status, HandlerErrorCode code, ErrorKind kind) {
        ErrorTable.Row row = ErrorTable.meaning("BrandNewException", status);

        assertThat(row.handlerCode()).isEqualTo(code);
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.remedy().toLowerCase(Locale.ROOT)).isNotBlank();
    }
}
