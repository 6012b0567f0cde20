package community.backup.local.report;

import community.backup.local.cloudformation.StackEvent;
import java.util.List;

/**
 * All that happened to one stack.
 *
 * @param resources in the order in which they were first mentioned
 * @param events oldest first
 */
public record StackHistory(String name, List<ResourceHistory> resources, List<StackEvent> events) {}
