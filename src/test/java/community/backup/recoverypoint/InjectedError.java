package community.backup.recoverypoint;

import community.backup.failure.ErrorKind;
import community.backup.failure.ErrorTable;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * An error in which a call of AWS Backup can end, and its meaning in {@link ErrorTable}.
 *
 * @param name the code of the error, or what happens to the connection
 * @param message AWS's message; empty if there is no answer
 * @param remedy a sentence; {@code %s} is the denied permission
 */
@NullMarked
record InjectedError(
        String name, Fault fault, ErrorKind kind, HandlerErrorCode handlerCode, String message, String remedy) {

    /** The HTTP statuses that decide about a code that is not in the table. */
    static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504);

    static final String NO_ANSWER = "The network or the service is slow or down; try again later.";

    static final String INVALID_ANSWER = "Try again; if it stays so, report it to the maintainers.";

    /** The calls whose answers have no fields, so that the SDK does not read the answers. */
    private static final Set<BackupOperation> UNREAD = EnumSet.of(
            BackupOperation.DELETE_RECOVERY_POINT,
            BackupOperation.STOP_BACKUP_JOB,
            BackupOperation.TAG_RESOURCE,
            BackupOperation.UNTAG_RESOURCE);

    private static final Set<String> CLIENT_ERRORS_THAT_PASS =
            Set.of("RequestAbortedException", "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");

    /** All errors: the table's rows, unknown codes, and calls without an answer that can be read. */
    static List<InjectedError> all() {
        Stream<InjectedError> rows = ErrorTable.ROWS.stream().map(row -> answered(row, status(row)));
        Stream<InjectedError> unknown = STATUSES.stream()
                .map(status -> answered(ErrorTable.meaning("BrandNew" + status + "Exception", status), status));
        Stream<InjectedError> network = Stream.of(
                unanswered("connection cut before the request arrives", Fault.cutBeforeEffect()),
                unanswered("connection cut before the answer arrives", Fault.cutAfterEffect()),
                unanswered("no answer in time", Fault.slow(Duration.ofSeconds(9))));
        Fault page = Fault.malformed(answer -> new HttpAnswer(
                answer.status(), answer.headers(), "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8)));
        Stream<InjectedError> invalid = Stream.of(new InjectedError(
                "an answer that is no JSON",
                page,
                ErrorKind.DOUBTFUL,
                HandlerErrorCode.ServiceInternalError,
                "",
                INVALID_ANSWER));
        return Stream.of(rows, unknown, network, invalid).flatMap(each -> each).toList();
    }

    private static InjectedError answered(ErrorTable.Row row, int status) {
        String message = "AWS says so of " + row.errorCode() + ".";
        AwsError error = ErrorTable.OF_THE_MODEL.contains(row)
                ? AwsError.of(row.errorCode(), status, "ERROR_1000", message)
                : AwsError.common(row.errorCode(), status, message);
        return new InjectedError(
                row.errorCode(), Fault.error(error), row.kind(), row.handlerCode(), message, row.remedy());
    }

    private static InjectedError unanswered(String name, Fault fault) {
        return new InjectedError(name, fault, ErrorKind.PASSING, HandlerErrorCode.NetworkFailure, "", NO_ANSWER);
    }

    /** The HTTP status of the error, as far as AWS documents it. */
    private static int status(ErrorTable.Row row) {
        return switch (row.handlerCode()) {
            case ServiceInternalError -> CLIENT_ERRORS_THAT_PASS.contains(row.errorCode()) ? 400 : 500;
            case AccessDenied, InvalidCredentials -> 403;
            default -> 400;
        };
    }

    /** Whether the call can end in this error. */
    boolean comesFrom(BackupOperation call) {
        return kind != ErrorKind.DOUBTFUL || !UNREAD.contains(call);
    }

    boolean isAnswer() {
        return !message.isEmpty();
    }

    /** Whether a retry within the invocation can succeed. Only the next invocation gets other credentials. */
    boolean canPassAtOnce() {
        return kind == ErrorKind.DOUBTFUL
                || (kind == ErrorKind.PASSING && handlerCode != HandlerErrorCode.InvalidCredentials);
    }
}
