package community.backup.local.cloudformation;

import java.util.Set;
import java.util.TreeSet;

/**
 * The stacks that are worked on in express mode. No document says what that mode does to a resource of the registry whose handler answers
 * IN_PROGRESS. Here such a resource counts as done, and its handler is not invoked again, unless the mode is as usual.
 */
final class ExpressMode {
    private final Set<String> stacks = new TreeSet<>();
    private boolean asUsual;

    /** From now on the mode treats resources of the registry as the standard mode does. */
    void beAsUsual() {
        asUsual = true;
    }

    void set(String stackName, boolean express) {
        if (express) {
            stacks.add(stackName);
        } else {
            stacks.remove(stackName);
        }
    }

    /** Whether a resource of this stack counts as done at its first IN_PROGRESS. The mode reaches nested stacks. */
    boolean stopsAtProgress(String stackName) {
        return !asUsual && stacks.stream().anyMatch(name -> stackName.equals(name) || stackName.startsWith(name + "-"));
    }
}
