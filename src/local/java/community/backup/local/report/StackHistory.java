package community.backup.local.report;

import community.backup.local.cloudformation.StackEvent;
import java.util.List;

/**
 * The history of one stack.
 *
 * @param resources in the order of their first event or invocation
 * @param events oldest first
 */
public record StackHistory(String name, List<ResourceHistory> resources, List<StackEvent> events) {}
