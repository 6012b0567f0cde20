package community.backup.local.simulation;

/** A promise that was not kept. An error, because nothing in the handler or the SDK may catch it. */
final class Violation extends Error {
    private final String promise;

    Violation(String promise, String what) {
        super(promise + ": " + what, null, false, false);
        this.promise = promise;
    }

    /** The promise, in a few words: two violations of the same one are of the same kind. */
    String promise() {
        return promise;
    }
}
