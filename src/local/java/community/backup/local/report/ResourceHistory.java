package community.backup.local.report;

import java.util.List;

/**
 * All that was done about one resource of a stack.
 *
 * @param invocations of its handler, by their begin
 * @param points the recovery points that it was, one after the other; none where it is of another type
 */
public record ResourceHistory(
        String logicalId, String type, List<HandlerInvocation> invocations, List<PointStatuses> points) {}
