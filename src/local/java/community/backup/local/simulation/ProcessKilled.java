package community.backup.local.simulation;

/** Thrown when the handler's process dies. It is an error, because no handler may catch it. */
final class ProcessKilled extends Error {
    ProcessKilled() {
        super("the process was killed", null, false, false);
    }
}
