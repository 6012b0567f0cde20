package community.backup.local.simulation;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.WireError.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The coverage cases that an invocation has reached. */
final class ReachedCases {
    /** The cases of a delete. Each has a test for whether an invocation has reached it. */
    static final Map<String, Predicate<SimulatedInvocation>> DELETE_ROWS = rows();

    private ReachedCases() {}

    static List<CoverageCase> of(SimulatedInvocation invocation) {
        List<CoverageCase> cases = new ArrayList<>();
        String phase = phase(invocation);
        for (ObservedCall call : invocation.calls()) {
            call.meaning()
                    .ifPresent(meaning -> cases.add(new CoverageCase(
                            CoverageCase.Group.ERRORS,
                            call.answer(),
                            call.operation().wireName() + " in " + phase)));
            if (!call.status().isEmpty()) {
                String what = call.operation() == BackupOperation.DESCRIBE_BACKUP_JOB ? "job " : "recovery point ";
                cases.add(new CoverageCase(CoverageCase.Group.STATUSES, what + call.status(), phase));
            }
        }
        if (invocation.action() == Action.DELETE) {
            DELETE_ROWS.forEach((row, reached) -> {
                if (reached.test(invocation)) {
                    cases.add(new CoverageCase(CoverageCase.Group.DELETE, row, "DELETE"));
                }
            });
        }
        return cases;
    }

    /** The action. If the action can take several invocations, the phase also says whether this is the first one. */
    static String phase(SimulatedInvocation invocation) {
        boolean single = invocation.action() == Action.READ || invocation.action() == Action.LIST;
        return invocation.action() + (single ? "" : invocation.first() ? ", first" : ", later");
    }

    private static Map<String, Predicate<SimulatedInvocation>> rows() {
        Map<String, Predicate<SimulatedInvocation>> rows = new LinkedHashMap<>();
        rows.put(
                "delete: ResourceNotFound, first: NotFound",
                invocation -> invocation.first()
                        && delete(invocation, Meaning.MISSING)
                        && invocation.errorCode().equals("NotFound"));
        rows.put(
                "delete: ResourceNotFound, later: SUCCESS",
                invocation -> !invocation.first() && delete(invocation, Meaning.MISSING) && done(invocation));
        rows.put(
                "describe: ResourceNotFound: SUCCESS",
                invocation -> describe(invocation, Meaning.MISSING) && done(invocation));
        rows.put("DELETING: IN_PROGRESS", invocation -> shows(invocation, "DELETING") && waits(invocation));
        rows.put("not yet settled: IN_PROGRESS", invocation -> shows(invocation, "CREATING") && waits(invocation));
        rows.put("unknown status: IN_PROGRESS", invocation -> shows(invocation, "REVERBERATING") && waits(invocation));
        rows.put(
                "EXPIRED within the grace: IN_PROGRESS",
                invocation -> shows(invocation, "EXPIRED") && waits(invocation));
        rows.put(
                "EXPIRED after the grace: NotStabilized",
                invocation ->
                        shows(invocation, "EXPIRED") && invocation.errorCode().equals("NotStabilized"));
        rows.put(
                "delete: InvalidResourceState: IN_PROGRESS",
                invocation -> delete(invocation, Meaning.BUSY) && waits(invocation));
        rows.put(
                "an error that passes: IN_PROGRESS",
                invocation -> invocation.calls().stream().anyMatch(call -> call.meaning()
                                .filter(Meaning.PASSES::equals)
                                .isPresent())
                        && waits(invocation));
        rows.put(
                "denied, the vault is missing: NotFound or SUCCESS",
                invocation -> delete(invocation, Meaning.DENIES)
                        && (done(invocation) || invocation.errorCode().equals("NotFound")));
        rows.put(
                "denied, the vault is there: AccessDenied",
                invocation -> delete(invocation, Meaning.DENIES)
                        && invocation.errorCode().equals("AccessDenied"));
        rows.put(
                "refused: FAILED at once",
                invocation -> delete(invocation, Meaning.REFUSES)
                        && invocation.status().equals("FAILED"));
        rows.put(
                "a composite: nested first",
                invocation ->
                        invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).size() > 1);
        rows.put("a job under way: stopped", invocation -> invocation.calls(BackupOperation.STOP_BACKUP_JOB).stream()
                .anyMatch(ObservedCall::ok));
        rows.put(
                "a job that cannot be stopped: waited for",
                invocation -> invocation.calls(BackupOperation.STOP_BACKUP_JOB).stream()
                                .anyMatch(call -> call.meaning()
                                        .filter(Meaning.REFUSES::equals)
                                        .isPresent())
                        && waits(invocation));
        rows.put(
                "the deadline: NotStabilized",
                invocation -> invocation.errorCode().equals("NotStabilized")
                        && invocation.run().elapsed(invocation.end()).toHours() >= 35);
        return rows;
    }

    private static boolean delete(SimulatedInvocation invocation, Meaning meaning) {
        return invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.meaning().filter(meaning::equals).isPresent());
    }

    private static boolean describe(SimulatedInvocation invocation, Meaning meaning) {
        return invocation.calls(BackupOperation.DESCRIBE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.meaning().filter(meaning::equals).isPresent());
    }

    private static boolean shows(SimulatedInvocation invocation, String status) {
        return invocation.calls(BackupOperation.DESCRIBE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.status().equals(status));
    }

    private static boolean waits(SimulatedInvocation invocation) {
        return invocation.status().equals("IN_PROGRESS");
    }

    private static boolean done(SimulatedInvocation invocation) {
        return invocation.status().equals("SUCCESS");
    }
}
