package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** DescribeStacks and DescribeStackEvents, which need only the records of stacks. */
final class StackReads {
    private final Function<StackRecord, Optional<StackView>> views;
    private final int eventsPerPage;

    /**
     * @param views returns a stack with its outputs; empty if they are not known
     * @param eventsPerPage how many events DescribeStackEvents returns at most
     */
    StackReads(Function<StackRecord, Optional<StackView>> views, int eventsPerPage) {
        this.views = views;
        this.eventsPerPage = eventsPerPage;
    }

    /** Answers DescribeStacks: one stack, or all stacks that are not deleted. */
    ObjectNode stacks(StackRecords records, QueryRequest query) {
        return stacks(records, query, stack -> stack);
    }

    /**
     * Answers DescribeStacks.
     *
     * @param shown returns the record to show instead of a stack's own
     */
    ObjectNode stacks(StackRecords records, QueryRequest query, UnaryOperator<StackRecord> shown) {
        String nameOrId = query.text("StackName");
        Collection<StackRecord> found = nameOrId.isEmpty()
                ? records.all().stream().filter(stack -> !stack.gone()).toList()
                : List.of(records.get(nameOrId));
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("Stacks");
        found.forEach(stack -> list.add(Described.stack(shown.apply(stack), views.apply(stack))));
        return answer;
    }

    /** Answers DescribeStackEvents, the newest event first. A token is the number of the first event of its page. */
    ObjectNode events(StackRecords records, QueryRequest query) {
        String nameOrId = query.text("StackName");
        StackRecord stack = records.find(nameOrId)
                .orElseThrow(() -> new TemplateException("Stack [" + nameOrId + "] does not exist"));
        List<StackEvent> events = stack.events();
        int first = first(query.text("NextToken"), events.size());
        int end = Math.max(first - eventsPerPage, -1);
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("StackEvents");
        for (int i = first; i > end; i--) {
            list.add(Described.event(stack, i, events.get(i)));
        }
        return end < 0 ? answer : answer.put("NextToken", "" + end);
    }

    private static int first(String token, int events) {
        if (token.isEmpty()) {
            return events - 1;
        }
        if (!token.matches("\\d{1,9}") || Integer.parseInt(token) >= events) {
            throw new TemplateException("Invalid NextToken: " + token);
        }
        return Integer.parseInt(token);
    }
}
