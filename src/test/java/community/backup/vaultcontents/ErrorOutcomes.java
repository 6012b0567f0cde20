package community.backup.vaultcontents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.vaultcontents.VaultAccount.Call;
import community.backup.vaultcontents.VaultAccount.Run;
import community.backup.vaultcontents.VaultAccount.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Measures the outcomes of the handlers of {@code Community::Backup::VaultContents}, call by call, if every answer to a
 * call is the same error. docs/errors.md shows the outcomes.
 */
@NullMarked
public final class ErrorOutcomes {
    private static final List<AwsError> ERRORS = List.of(
            AwsError.of("ResourceNotFoundException", 400, null, "It cannot be found."),
            AwsError.of("AccessDeniedException", 403, null, "It is not authorized."),
            AwsError.of("InvalidParameterValueException", 400, null, "It is not valid."));

    private static final List<Row> ROWS = List.of(
            new Row("create", "backup:DescribeBackupVault", "reads the vault"),
            new Row("create", "backup:ListTags", "reads the mark on the vault"),
            new Row("create", "backup:ListRecoveryPointsByBackupVault", "checks that the vault is empty"),
            new Row("create", "backup:TagResource", "sets the mark"),
            new Row("read", "backup:DescribeBackupVault", "reads the vault"),
            new Row("read", "backup:ListTags", "reads the mark on the vault"),
            new Row("update", "backup:DescribeBackupVault", "reads the vault"),
            new Row("update", "backup:ListTags", "reads the mark on the vault"),
            new Row("update", "backup:TagResource", "changes the mark"),
            new Row("list", "backup:ListBackupVaults", "lists a page of vaults"),
            new Row("list", "backup:ListTags", "reads the mark on each vault"),
            new Row("delete", "backup:DescribeBackupVault", "reads the vault"),
            new Row("delete", "backup:ListTags", "reads the mark on the vault"),
            new Row("delete", "cloudformation:DescribeStacks", "reads the status of the stack and its root"),
            new Row(
                    "delete",
                    "cloudformation:DescribeStackEvents",
                    "finds out, with IncludeExisting, whether the stack was complete once"),
            new Row("delete", "backup:ListBackupJobs", "finds the running jobs that make recovery points in the vault"),
            new Row("delete", "backup:StopBackupJob", "stops them"),
            new Row(
                    "delete",
                    "backup:ListRecoveryPointsByBackupVault",
                    "lists the recovery points of a pass, and those nested in a composite"),
            new Row("delete", "backup:DeleteRecoveryPoint", "requests a deletion"),
            new Row("delete", "backup:ListCopyJobs", "counts the running copies into the vault"),
            new Row(
                    "delete",
                    "backup:GetBackupPlan",
                    "names the plans that keep making recovery points, in the message of a failure"),
            new Row("delete", "backup:UntagResource", "removes the mark at the end"));

    /** A call of a handler. */
    private record Row(String handler, String action, String purpose) {
        String operation() {
            return action.replaceFirst(".*:", "");
        }
    }

    private final VaultAccount account = new VaultAccount();
    private final Row row;
    private final AwsError error;
    private boolean fails;
    private boolean met;

    private ErrorOutcomes(Row row, AwsError error) {
        this.row = row;
        this.error = error;
    }

    /** The handler and the permission of each call. */
    public static List<String> calls() {
        return ROWS.stream().map(row -> row.handler + ": " + row.action).toList();
    }

    /**
     * For each call: the handler, the call, and the outcomes if all its answers are "not found", denials or refusals.
     */
    public static List<List<String>> table() {
        return ROWS.stream()
                .parallel()
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    cells.add(row.handler);
                    cells.add("`" + row.operation() + "` " + row.purpose);
                    for (AwsError error : ERRORS) {
                        String first = new ErrorOutcomes(row, error).outcome(true);
                        boolean single = row.handler.matches("read|update|list");
                        String later = single ? null : new ErrorOutcomes(row, error).outcome(false);
                        cells.add(cell(first, later));
                    }
                    return List.copyOf(cells);
                })
                .toList();
    }

    private static String cell(@Nullable String first, @Nullable String later) {
        if (first == null || first.equals(later)) {
            return later == null ? "not met" : later;
        }
        return later == null ? first : first + "; later " + later;
    }

    /**
     * The outcome of the operation if every call ends in the error, from the first or the second invocation on; null if
     * the operation does not make the call.
     */
    private @Nullable String outcome(boolean first) {
        Call call = prepared();
        fails = first;
        fail();
        JsonNode model = call.request.at("/requestData/resourceProperties");
        List<Step> steps = new ArrayList<>();
        JsonNode context = null;
        do {
            Step step = account.invoke(call, model, context);
            steps.add(step);
            fails = true;
            failStacks();
            model = step.event().path("resourceModel");
            context = step.event().path("callbackContext");
            account.clock.advance(
                    Duration.ofSeconds(step.event().path("callbackDelaySeconds").asLong()));
        } while (steps.get(steps.size() - 1).status().equals("IN_PROGRESS"));
        return met || stacksMet() ? word(new Run(steps)) : null;
    }

    private Call prepared() {
        if (row.handler.equals("create")) {
            return new Call("CREATE", VaultAccount.model());
        }
        account.create(VaultAccount.model().put("IncludeExisting", true));
        ObjectNode model = VaultAccount.model();
        if (row.handler.equals("update")) {
            return new Call("UPDATE", model.put("EmptyOn", "ANY_DELETION")).from(VaultAccount.model());
        }
        if (row.handler.equals("delete")) {
            account.fill(3, ProtectedResourceType.EFS);
            account.startJob("arn:aws:dynamodb:eu-west-1:123456789012:table/orders");
            if (row.operation().equals("GetBackupPlan")) {
                account.world.plan(
                        "hourly",
                        VaultAccount.VAULT,
                        "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1",
                        Duration.ofMinutes(30));
                account.fill(1, ProtectedResourceType.AURORA_CONTINUOUS);
                // The plan makes its first recovery point five minutes after the delete begins.
                account.clock.advance(Duration.ofMinutes(24));
            }
        }
        account.clock.advance(Duration.ofMinutes(1));
        return new Call(row.handler.toUpperCase(Locale.ROOT), model);
    }

    private void fail() {
        if (row.action.startsWith("cloudformation:")) {
            failStacks();
            return;
        }
        BackupOperation operation = List.of(BackupOperation.values()).stream()
                .filter(each -> each.wireName().equals(row.operation()))
                .findFirst()
                .orElseThrow();
        account.backup.faults().inject(Fault.error(error), operation).when(call -> {
            met |= fails;
            return fails;
        });
    }

    private void failStacks() {
        if (fails && row.action.startsWith("cloudformation:")) {
            boolean denied = error.status() == 403;
            account.stacks.fail(
                    row.operation(),
                    error.status(),
                    denied ? "AccessDenied" : "ValidationError",
                    missing() ? "Stack with id shop does not exist" : error.message());
        }
    }

    private boolean missing() {
        return error.type().equals("ResourceNotFoundException");
    }

    private boolean stacksMet() {
        return account.stacks.calls(row.operation()).stream()
                .anyMatch(call -> !call.outcome().isEmpty());
    }

    private static String word(Run run) {
        if (run.end().status().equals("SUCCESS")) {
            return "goes on";
        }
        String code = "**" + run.end().event().path("errorCode").asText() + "**";
        Duration took = run.took();
        if (took.compareTo(Duration.ofMinutes(100)) > 0) {
            return "waits";
        }
        return took.compareTo(Duration.ofMinutes(2)) < 0 ? code : code + " after " + took.toMinutes() + " min";
    }
}
