package community.backup.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account's stacks as the handlers see them, for one invocation. A failure is one of the package {@code failure}. */
public interface Stacks {

    /** The stack, or empty if CloudFormation knows none with that ARN. */
    Optional<Stack> find(String id);

    /** A page of what happened to a stack itself, its resources left out: the statuses that it had, the newest first. */
    Page<String> statuses(String id, @Nullable String token);
}
