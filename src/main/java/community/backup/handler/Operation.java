package community.backup.handler;

import community.backup.wait.WaitPlan;
import org.jspecify.annotations.Nullable;

/** CloudFormation's operations. */
public enum Operation {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    LIST;

    /** How long the operation may wait; null if it must end in one invocation. */
    public @Nullable WaitPlan plan() {
        return switch (this) {
            case CREATE -> WaitPlan.CREATE;
            case UPDATE -> WaitPlan.UPDATE;
            case DELETE -> WaitPlan.DELETE;
            case READ, LIST -> null;
        };
    }
}
