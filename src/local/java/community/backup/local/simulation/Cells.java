package community.backup.local.simulation;

import community.backup.local.awsbackup.Operation;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.Invocation.Call;
import community.backup.local.simulation.WireError.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which cells of the world an invocation has reached. */
final class Cells {
    /** The rows of the design's table of a delete, and how one knows that an invocation went through one. */
    static final Map<String, Predicate<Invocation>> DELETE_ROWS = rows();

    private Cells() {}

    static List<Cell> of(Invocation it) {
        List<Cell> cells = new ArrayList<>();
        String phase = phase(it);
        for (Call call : it.calls()) {
            call.meaning()
                    .ifPresent(meaning -> cells.add(new Cell(
                            Cell.Table.ERRORS, call.told(), call.operation().wireName() + " in " + phase)));
            if (!call.status().isEmpty()) {
                String what = call.operation() == Operation.DESCRIBE_BACKUP_JOB ? "job " : "recovery point ";
                cells.add(new Cell(Cell.Table.STATUSES, what + call.status(), phase));
            }
        }
        if (it.action() == Action.DELETE) {
            DELETE_ROWS.forEach((row, reached) -> {
                if (reached.test(it)) {
                    cells.add(new Cell(Cell.Table.DELETE, row, "DELETE"));
                }
            });
        }
        return cells;
    }

    /** The action, and for those that take time whether it is their first invocation. */
    static String phase(Invocation it) {
        boolean single = it.action() == Action.READ || it.action() == Action.LIST;
        return it.action() + (single ? "" : it.first() ? ", first" : ", later");
    }

    private static Map<String, Predicate<Invocation>> rows() {
        Map<String, Predicate<Invocation>> rows = new LinkedHashMap<>();
        rows.put(
                "delete: ResourceNotFound, first: NotFound",
                it -> it.first()
                        && delete(it, Meaning.MISSING)
                        && it.errorCode().equals("NotFound"));
        rows.put(
                "delete: ResourceNotFound, later: SUCCESS",
                it -> !it.first() && delete(it, Meaning.MISSING) && done(it));
        rows.put("describe: ResourceNotFound: SUCCESS", it -> look(it, Meaning.MISSING) && done(it));
        rows.put("DELETING: IN_PROGRESS", it -> sees(it, "DELETING") && waits(it));
        rows.put("not yet settled: IN_PROGRESS", it -> sees(it, "CREATING") && waits(it));
        rows.put("unknown status: IN_PROGRESS", it -> sees(it, "REVERBERATING") && waits(it));
        rows.put("EXPIRED within the grace: IN_PROGRESS", it -> sees(it, "EXPIRED") && waits(it));
        rows.put(
                "EXPIRED after the grace: NotStabilized",
                it -> sees(it, "EXPIRED") && it.errorCode().equals("NotStabilized"));
        rows.put("delete: InvalidResourceState: IN_PROGRESS", it -> delete(it, Meaning.BUSY) && waits(it));
        rows.put(
                "an error that passes: IN_PROGRESS",
                it -> it.calls().stream().anyMatch(call -> call.meaning()
                                .filter(Meaning.PASSES::equals)
                                .isPresent())
                        && waits(it));
        rows.put(
                "denied, the vault is missing: NotFound or SUCCESS",
                it -> delete(it, Meaning.DENIES) && (done(it) || it.errorCode().equals("NotFound")));
        rows.put(
                "denied, the vault is there: AccessDenied",
                it -> delete(it, Meaning.DENIES) && it.errorCode().equals("AccessDenied"));
        rows.put(
                "refused: FAILED at once",
                it -> delete(it, Meaning.REFUSES) && it.status().equals("FAILED"));
        rows.put(
                "a composite: nested first",
                it -> it.calls(Operation.DELETE_RECOVERY_POINT).size() > 1);
        rows.put("a job under way: stopped", it -> it.calls(Operation.STOP_BACKUP_JOB).stream()
                .anyMatch(Call::ok));
        rows.put(
                "a job that cannot be stopped: waited for",
                it -> it.calls(Operation.STOP_BACKUP_JOB).stream().anyMatch(call -> call.meaning()
                                .filter(Meaning.REFUSES::equals)
                                .isPresent())
                        && waits(it));
        rows.put(
                "the deadline: NotStabilized",
                it -> it.errorCode().equals("NotStabilized")
                        && it.run().elapsed(it.end()).toHours() >= 35);
        return rows;
    }

    private static boolean delete(Invocation it, Meaning meaning) {
        return it.calls(Operation.DELETE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.meaning().filter(meaning::equals).isPresent());
    }

    private static boolean look(Invocation it, Meaning meaning) {
        return it.calls(Operation.DESCRIBE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.meaning().filter(meaning::equals).isPresent());
    }

    private static boolean sees(Invocation it, String status) {
        return it.calls(Operation.DESCRIBE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.status().equals(status));
    }

    private static boolean waits(Invocation it) {
        return it.status().equals("IN_PROGRESS");
    }

    private static boolean done(Invocation it) {
        return it.status().equals("SUCCESS");
    }
}
