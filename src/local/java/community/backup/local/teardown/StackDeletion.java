package community.backup.local.teardown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.teardown.InvokedHandler.Answer;
import community.backup.local.teardown.InvokedHandler.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of stacks whose resources are recovery points: CloudFormation invokes the handler for all of them at once, and
 * each again when its delay is over.
 *
 * @param handler that of the resource type
 */
record StackDeletion(String name, String source, InvokedHandler handler) implements Algorithm {
    /** From CloudFormation's decision to invoke a handler to the handler's first call, at least. */
    static final Duration LEAST_DISPATCH = Duration.ofMillis(50);

    /** By how much that is longer by chance, at most; without it, what was answered together would call together for ever. */
    private static final Duration DISPATCH_SPREAD = Duration.ofMillis(200);

    /** CloudFormation's limit to an operation, at most. */
    private static final Duration DEADLINE = Duration.ofHours(36);

    @Override
    public void run(Site site) {
        site.targets().forEach(target -> invokeIn(Duration.ZERO, site, target, null));
        site.runUntil(site::allIsTold);
    }

    private void invokeIn(Duration delay, Site site, Target target, @Nullable ObjectNode kept) {
        long spread = (long) (DISPATCH_SPREAD.toNanos() * site.chance().nextDouble());
        site.in(delay.plus(LEAST_DISPATCH).plusNanos(spread), () -> invoke(site, target, kept));
    }

    private void invoke(Site site, Target target, @Nullable ObjectNode kept) {
        Duration begin = site.elapsed();
        handler.invoke(site, target, kept, answer -> {
            site.invoked(site.elapsed().minus(begin));
            answered(site, target, answer);
        });
    }

    private void answered(Site site, Target target, Answer answer) {
        boolean timeIsOver = site.elapsed().compareTo(DEADLINE) >= 0;
        if (answer.status() == Status.IN_PROGRESS && !timeIsOver) {
            invokeIn(answer.delay(), site, target, answer.kept());
        } else {
            site.tell(target, answer.status() == Status.SUCCESS);
        }
    }
}
