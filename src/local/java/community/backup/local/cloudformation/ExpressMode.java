package community.backup.local.cloudformation;

import java.util.Set;
import java.util.TreeSet;

/**
 * The stacks whose present operation runs in express mode. No document says how that mode treats a registry resource
 * whose handler answers IN_PROGRESS. By default the resource is then complete and its handler is not invoked again.
 * {@link #waitForHandlers} chooses the other possibility.
 */
final class ExpressMode {
    private final Set<String> stacks = new TreeSet<>();
    private boolean waitsForHandlers;

    /** From now on the mode invokes handlers until they end, as the standard mode does. */
    void waitForHandlers() {
        waitsForHandlers = true;
    }

    void set(String stackName, boolean express) {
        if (express) {
            stacks.add(stackName);
        } else {
            stacks.remove(stackName);
        }
    }

    /** Uses the mode of the parent for a nested stack. */
    void inherit(String nestedStackName, String parentName) {
        set(nestedStackName, stacks.contains(parentName));
    }

    /** Whether a resource of this stack is complete at the first IN_PROGRESS of its handler. */
    boolean stopsAtProgress(String stackName) {
        return !waitsForHandlers && stacks.contains(stackName);
    }
}
