package community.backup.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account's stacks, for one invocation. A method that fails throws an exception of the package {@code failure}. */
public interface Stacks {

    /** The stack; empty if CloudFormation knows none with this ARN. */
    Optional<Stack> find(String id);

    /**
     * A page of the statuses that a stack itself has had, the newest first. It leaves out the events of the stack's
     * resources.
     */
    Page<String> statuses(String id, @Nullable String token);
}
