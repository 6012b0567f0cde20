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
 * An error that a call of AWS Backup can end in, and what {@link ErrorTable} says that it means.
 *
 * @param name its code, or what happens to the connection
 * @param said what AWS says; empty where no answer comes
 * @param remedy a sentence; {@code %s} is the denied permission
 */
@NullMarked
record InjectedError(
        String name, Fault fault, ErrorKind kind, HandlerErrorCode handlerCode, String said, String remedy) {

    /** The HTTP statuses by which a code that is not in the table is judged. */
    static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504);

    static final String NO_ANSWER = "The network or the service is slow or down; try again later.";

    static final String ODD_ANSWER = "Try again; if it stays so, report it to the maintainers.";

    /** What has no field in its answer, so that the SDK does not read it. */
    private static final Set<BackupOperation> UNREAD = EnumSet.of(
            BackupOperation.DELETE_RECOVERY_POINT,
            BackupOperation.STOP_BACKUP_JOB,
            BackupOperation.TAG_RESOURCE,
            BackupOperation.UNTAG_RESOURCE);

    private static final Set<String> CLIENT_ERRORS_THAT_PASS =
            Set.of("RequestAbortedException", "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");

    /** All: the table's rows, codes that are in no table, and calls that are not answered. */
    static List<InjectedError> all() {
        Stream<InjectedError> rows = ErrorTable.ROWS.stream().map(row -> answered(row, status(row)));
        Stream<InjectedError> unknown = STATUSES.stream()
                .map(status -> answered(ErrorTable.meaning("BrandNew" + status + "Exception", status), status));
        Stream<InjectedError> network = Stream.of(
                unanswered("connection cut before the request arrives", Fault.cutBeforeEffect()),
                unanswered("connection cut before the answer arrives", Fault.cutAfterEffect()),
                unanswered("no answer in time", Fault.slow(Duration.ofSeconds(9))));
        Fault page = Fault.spoiled(answer -> new HttpAnswer(
                answer.status(), answer.headers(), "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8)));
        Stream<InjectedError> odd = Stream.of(new InjectedError(
                "an answer that is no JSON",
                page,
                ErrorKind.DOUBTFUL,
                HandlerErrorCode.ServiceInternalError,
                "",
                ODD_ANSWER));
        return Stream.of(rows, unknown, network, odd).flatMap(each -> each).toList();
    }

    private static InjectedError answered(ErrorTable.Row row, int status) {
        String said = "AWS says so of " + row.errorCode() + ".";
        AwsError error = ErrorTable.OF_THE_MODEL.contains(row)
                ? AwsError.of(row.errorCode(), status, "ERROR_1000", said)
                : AwsError.common(row.errorCode(), status, said);
        return new InjectedError(
                row.errorCode(), Fault.error(error), row.kind(), row.handlerCode(), said, row.remedy());
    }

    private static InjectedError unanswered(String name, Fault fault) {
        return new InjectedError(name, fault, ErrorKind.PASSING, HandlerErrorCode.NetworkFailure, "", NO_ANSWER);
    }

    /** The status that the error comes with, as far as it is documented. */
    private static int status(ErrorTable.Row row) {
        return switch (row.handlerCode()) {
            case ServiceInternalError -> CLIENT_ERRORS_THAT_PASS.contains(row.errorCode()) ? 400 : 500;
            case AccessDenied, InvalidCredentials -> 403;
            default -> 400;
        };
    }

    /** Whether a call can end in it. */
    boolean comesFrom(BackupOperation call) {
        return kind != ErrorKind.DOUBTFUL || !UNREAD.contains(call);
    }

    boolean isAnswer() {
        return !said.isEmpty();
    }

    /** Whether a call right after it can go well: only the next invocation brings other credentials. */
    boolean canPassAtOnce() {
        return kind == ErrorKind.DOUBTFUL
                || (kind == ErrorKind.PASSING && handlerCode != HandlerErrorCode.InvalidCredentials);
    }
}
