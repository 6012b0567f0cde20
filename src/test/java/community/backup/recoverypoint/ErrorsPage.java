package community.backup.recoverypoint;

import community.backup.failure.ErrorKind;
import community.backup.failure.ErrorTable;
import community.backup.failure.Permission;
import community.backup.recoverypoint.ErrorPlace.Phase;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.vaultcontents.ErrorOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Generates docs/errors.md, which shows {@link ErrorTable} and {@link ErrorPlaces} as tables. */
@NullMarked
final class ErrorsPage {
    /** The command that writes the page again. */
    static final String COMMAND = "./mvnw test -Dtest=ErrorsPageTest -Derrors.record";

    private static final String HEAD = """
            # Errors

            <!-- Made from ErrorTable, ErrorPlaces and Reaction by: COMMAND -->

            The handlers' reactions to every error of AWS Backup and CloudFormation, and to a missing answer, at every call. Codes, kinds
            and permissions are the same for both types. `Community::Backup::RecoveryPoint` has a table for each handler; `ErrorCellsTest`
            makes every call in it fail with every error and compares the result. `Community::Backup::VaultContents` has
            [one table](#calls-of-communitybackupvaultcontents), which is measured. To write the page again: `COMMAND`.

            ## How to read it

            1. Read the message in the stack events: `CALL of NAME failed: WHAT AWS SAYS (CODE, request id ID). REMEDY [BACKUP-...]`.
            2. Find CODE, the code of AWS, below. Its row has the error code for CloudFormation, the kind of error, and the remedy.
               [messages](messages.md) has the codes that begin with `BACKUP-`.
            3. If the result differs from the kind, find the handler and the call. For example, a missing recovery point is an error for a
               read and success for a delete.

            A message has 1,024 characters at most, the limit of CloudFormation's RecordHandlerProgress. How many of them stack events show is
            not known ([verification](verification.md), row 40). If a message is too long, the handler shortens the text of AWS. It keeps the
            call, the name, the codes, the request id and the remedy. If a very long ARN alone fills the message, the handler leaves out its
            middle. The messages contain no credentials, tags or backup options. If AWS writes about credentials, the handler quotes only the
            first sentence.

            If a `FAILED` has `Throttling`, `ServiceInternalError`, `NetworkFailure` or `ResourceConflict`, CloudFormation retries by itself.
            How often is not known (row 26).

            ## Kinds of errors

            """;

    private static final String TAIL = """

            ## Failures without an error of AWS Backup

            Invalid input, an identity that fits several recovery points, a failed backup, an EXPIRED recovery point, a timeout:
            [messages](messages.md) has their codes and remedies. An operation ends as `NotStabilized`, with the last error or status, if it
            still waits ten minutes before CloudFormation's 36 hours end. For an update, these are five minutes and two hours.
            """;

    private ErrorsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD.replace("COMMAND", COMMAND));
        table(
                page,
                List.of("Kind", "What it says"),
                Stream.of(ErrorKind.values()).map(kind -> List.of(word(kind), meaning(kind))));
        page.append("\n## Errors of AWS Backup\n\n");
        codes(page, ErrorTable.OF_THE_MODEL);
        page.append("\n## Errors of every AWS service\n\n");
        codes(page, ErrorTable.OF_ANY_SERVICE);
        page.append("\n## Codes that are in neither table, by their HTTP status\n\n");
        codes(
                page,
                InjectedError.STATUSES.stream()
                        .map(status -> ErrorTable.meaning(String.valueOf(status), status))
                        .toList());
        page.append(
                        "\n## Permissions\n\nA message about a denial names the permission and the resource that IAM checks it on. Where AWS's own\n")
                .append("message names another action than the call's, the type names that one.\n\n");
        table(
                page,
                List.of("Permission", "Resource"),
                Permission.RESOURCES.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> List.of(
                                "`" + entry.getKey() + "`", entry.getValue().words())));
        page.append(
                        "\n## No answer\n\nNo connection, a broken connection, or an answer that takes too long: `NetworkFailure`, ")
                .append(word(ErrorKind.PASSING))
                .append(". ")
                .append(InjectedError.NO_ANSWER)
                .append(
                        " Nobody knows then whether AWS Backup carried out the request. The handlers can repeat all their requests.\n");
        page.append("\n## An invalid answer\n\n")
                .append(
                        "An answer is invalid if it is no JSON, lacks a needed field, or has an invalid ARN or an impossible time. So is ")
                .append("one about another recovery point or job. It counts as `ServiceInternalError`, ")
                .append(word(ErrorKind.DOUBTFUL))
                .append(". The message names the call and the field. ")
                .append(InjectedError.INVALID_ANSWER)
                .append(
                        " The handlers do not read answers that have no fields (of DeleteRecoveryPoint, StopBackupJob, TagResource and ")
                .append("UntagResource).\n");
        page.append("\n## Reactions\n\nBold ones end the operation as `FAILED`.\n\n");
        table(
                page,
                List.of("Reaction", "What happens"),
                Stream.of(Reaction.values()).map(reaction -> List.of(reaction.word, reaction.meaning)));
        page.append("\nThe next sections have the calls of `Community::Backup::RecoveryPoint`.\n");
        for (Operations handler : Operations.values()) {
            handler(page, handler);
        }
        page.append("\nCalls of one phase only:\n\n");
        ErrorPlaces.NEVER.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(never -> page.append(
                        "- Never ")
                .append(never.getKey())
                .append(": ")
                .append(never.getValue())
                .append(".\n"));
        contents(page);
        return page.append(TAIL).toString();
    }

    private static void contents(StringBuilder page) {
        page.append("""

                ## Calls of Community::Backup::VaultContents

                The table is measured: every answer to the call is an error of that kind, from the first invocation on. "Later" means from the
                second one on, if the end differs. *Waits* means `IN_PROGRESS` until the operation's time is over; *goes on* means that the
                operation succeeds. The mark stays on the vault if the operation fails.

                An error that *passes* or is *busy*: create, update and delete wait until their time is over; read and list try again within the
                invocation. An answer that is *odd*: the same, but for five minutes in a row at most. A delete makes a
                throttled call again within the invocation: one of a list after a second, DeleteRecoveryPoint at a slower pace.

                AWS Backup may deny a call about a vault that does not exist. So create, read, update and delete call ListBackupVaults after such
                a denial, except for calls about tags. They return NotFound if it does not list the vault.

                """);
        table(page, List.of("Handler", "Call", "Missing", "Denied", "Refused"), ErrorOutcomes.table().stream());
    }

    /** Adds the table of codes. Codes with the same meaning share a row. */
    private static void codes(StringBuilder page, List<ErrorTable.Row> rows) {
        Map<List<String>, List<String>> codes = new LinkedHashMap<>();
        for (ErrorTable.Row row : rows) {
            List<String> meaning = List.of(
                    "`" + row.handlerCode() + "`",
                    word(row.kind()),
                    again(row.kind(), row.handlerCode()),
                    row.remedy()
                            .formatted("the permission of the [table below](#permissions), and no policy may deny it"));
            codes.computeIfAbsent(meaning, each -> new ArrayList<>()).add("`" + row.errorCode() + "`");
        }
        table(
                page,
                List.of("Code", "Code for CloudFormation", "Kind", "Tried again", "Remedy"),
                codes.entrySet().stream()
                        .map(row -> Stream.concat(Stream.of(String.join(", ", row.getValue())), row.getKey().stream())
                                .toList()));
    }

    private static String again(ErrorKind kind, HandlerErrorCode code) {
        return switch (kind) {
            case MISSING, REFUSED -> "no";
            case DOUBTFUL -> "for five minutes";
            case DENIED, UNAUTHENTICATED -> "for five minutes, by later invocations";
            case BUSY -> "by the next invocation";
            case PASSING -> code == HandlerErrorCode.InvalidCredentials ? "by the next invocation" : "yes";
        };
    }

    private static void handler(StringBuilder page, Operations handler) {
        page.append("\n## ").append(handler).append("\n\n");
        Map<List<String>, List<Phase>> rows = new LinkedHashMap<>();
        for (ErrorPlace place : ErrorPlaces.ALL) {
            if (place.handler() == handler) {
                rows.computeIfAbsent(row(place), each -> new ArrayList<>()).add(place.phase());
            }
        }
        boolean phases = rows.values().stream().noneMatch(each -> each.contains(Phase.ONLY));
        List<String> head = new ArrayList<>(phases ? List.of("Call", "Invocation") : List.of("Call"));
        Arrays.stream(ErrorKind.values()).map(ErrorsPage::word).forEach(head::add);
        table(page, head, rows.entrySet().stream().map(row -> {
            List<String> cells = new ArrayList<>(row.getKey());
            if (phases) {
                cells.add(1, row.getValue().stream().map(phase -> phase.word).collect(Collectors.joining(", ")));
            }
            return cells;
        }));
    }

    private static List<String> row(ErrorPlace place) {
        List<String> cells = new ArrayList<>();
        cells.add("`" + place.call().wireName() + "` " + place.purpose());
        for (ErrorKind kind : ErrorKind.values()) {
            Reaction reaction = place.reactions().get(kind);
            cells.add(reaction == null ? "" : reaction.word);
        }
        return cells;
    }

    private static void table(StringBuilder page, List<String> head, Stream<List<String>> rows) {
        line(page, head);
        page.append("|").append("---|".repeat(head.size())).append("\n");
        rows.forEach(row -> line(page, row));
    }

    private static void line(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String word(ErrorKind kind) {
        return switch (kind) {
            case PASSING -> "passes";
            case DOUBTFUL -> "odd";
            case BUSY -> "busy";
            case MISSING -> "missing";
            case DENIED -> "denied";
            case UNAUTHENTICATED -> "unauthenticated";
            case REFUSED -> "refused";
        };
    }

    private static String meaning(ErrorKind kind) {
        return switch (kind) {
            case PASSING ->
                "The cause passes by itself: throttling, a fault of the service, a lost connection, expired credentials.";
            case DOUBTFUL ->
                "The answer is invalid, or the SDK cannot read it or send the request. It passes within minutes, if at all.";
            case BUSY -> "Another action on the same thing is under way: the same request can be made again later.";
            case MISSING -> "The resource that the request names does not exist.";
            case DENIED ->
                "The caller lacks the permission. AWS Backup says the same of a vault that does not exist, so the type then asks for the list of vaults; a vault that is not in it is missing, and counts as that.";
            case UNAUTHENTICATED -> "The credentials are not valid.";
            case REFUSED -> "The service refuses the request, however often it is made.";
        };
    }
}
