package community.backup.local.simulation;

/** Thrown if a promise is broken. It is an error, because neither a handler nor the SDK may catch it. */
final class Violation extends Error {
    private final String promise;

    Violation(String promise, String what) {
        super(promise + ": " + what, null, false, false);
        this.promise = promise;
    }

    /** The promise, in a few words. It identifies the kind of violation. */
    String promise() {
        return promise;
    }
}
