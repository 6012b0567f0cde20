package community.backup.local.simulation;

/** The handler's process died. An error, because nothing in the handler may catch it. */
final class Killed extends Error {
    Killed() {
        super("the process was killed", null, false, false);
    }
}
