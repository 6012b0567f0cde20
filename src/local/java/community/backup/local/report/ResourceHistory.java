package community.backup.local.report;

import java.util.List;

/**
 * The history of one resource of a stack.
 *
 * @param invocations the invocations of its handler, by their begin
 * @param points the recovery points that it stood for, one after the other; none for a resource of another type
 */
public record ResourceHistory(
        String logicalId, String type, List<HandlerInvocation> invocations, List<PointStatuses> points) {}
