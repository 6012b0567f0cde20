package community.backup.recoverypoint;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** What the handlers of {@code Community::Backup::VaultContents} do about errors, call by call: the data of docs/errors.md. */
@NullMarked
final class ContentsErrors {
    private static final String FAILS = "**fails**";
    private static final String NO_VAULT = "**NotFound**";
    private static final String DENIED = "**fails** in the first invocation, later as *odd*";

    /**
     * A call, and what is special about it.
     *
     * @param handlers those that make it, as schema.json calls them
     * @param action the permission for it
     */
    record Row(List<String> handlers, String action, String purpose, String missing, String denied, String refused) {}

    static final List<Row> ROWS = List.of(
            new Row(
                    List.of("create", "read", "update"),
                    "backup:DescribeBackupVault",
                    "reads the vault",
                    NO_VAULT,
                    DENIED,
                    FAILS),
            new Row(
                    List.of("delete"),
                    "backup:DescribeBackupVault",
                    "reads the vault",
                    "**NotFound** in the first invocation, later `SUCCESS`",
                    DENIED,
                    FAILS),
            new Row(
                    List.of("create", "read", "update", "delete"),
                    "backup:ListBackupVaults",
                    "tells, after a denial, whether the vault exists",
                    "**AccessDenied**, which says so",
                    "**AccessDenied**, which says so",
                    "**AccessDenied**, which says so"),
            new Row(List.of("list"), "backup:ListBackupVaults", "lists a page of vaults", FAILS, FAILS, FAILS),
            new Row(
                    List.of("create", "read", "update", "delete"),
                    "backup:ListTags",
                    "reads the mark on the vault",
                    NO_VAULT,
                    DENIED,
                    FAILS),
            new Row(List.of("list"), "backup:ListTags", "reads the mark on each vault", FAILS, FAILS, FAILS),
            new Row(List.of("create"), "backup:TagResource", "sets the mark", NO_VAULT, DENIED, FAILS),
            new Row(List.of("update"), "backup:TagResource", "changes the mark", NO_VAULT, DENIED, FAILS),
            new Row(
                    List.of("create"),
                    "backup:ListRecoveryPointsByBackupVault",
                    "looks whether the vault is empty",
                    NO_VAULT,
                    DENIED,
                    FAILS),
            new Row(
                    List.of("delete"),
                    "cloudformation:DescribeStacks",
                    "reads the status of the stack and its root",
                    "as *odd*: a stack that CloudFormation does not know decides nothing",
                    "as *odd*; the mark stays",
                    FAILS),
            new Row(
                    List.of("delete"),
                    "cloudformation:DescribeStackEvents",
                    "looks, with IncludeExisting, whether the stack was complete once",
                    FAILS,
                    "as *odd*; the mark stays",
                    "reads the events again from the first page; of the first page **fails**"),
            new Row(
                    List.of("delete"),
                    "backup:ListRecoveryPointsByBackupVault",
                    "lists the recovery points of a pass, or those nested in a composite",
                    NO_VAULT,
                    DENIED,
                    "begins the pass again; of the first page **fails**"),
            new Row(
                    List.of("delete"),
                    "backup:DeleteRecoveryPoint",
                    "asks for a deletion",
                    "counts as deleted",
                    "goes on, and counts it; **fails** at once if the first requests are all denied",
                    "goes on, and counts it with its cause; *busy* counts as being deleted"),
            new Row(
                    List.of("delete"),
                    "backup:ListBackupJobs",
                    "finds the running jobs that make recovery points in the vault",
                    NO_VAULT,
                    DENIED,
                    FAILS),
            new Row(
                    List.of("delete"),
                    "backup:StopBackupJob",
                    "stops them",
                    "goes on: the job is waited for",
                    DENIED,
                    "goes on: the job is waited for"),
            new Row(
                    List.of("delete"),
                    "backup:ListCopyJobs",
                    "counts the running copies into the vault",
                    FAILS,
                    DENIED,
                    FAILS),
            new Row(
                    List.of("delete"),
                    "backup:GetBackupPlan",
                    "names the plans that keep making recovery points, in the message of a failure",
                    "goes on: the message has the plan's id",
                    "goes on: the message has the plan's id",
                    FAILS),
            new Row(
                    List.of("delete"),
                    "backup:UntagResource",
                    "removes the mark at the end",
                    "**NotFound**, which CloudFormation takes for success",
                    DENIED,
                    FAILS));

    private ContentsErrors() {}
}
