package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stack that exists only in {@link StackQueries}, for tests without a local CloudFormation. It has only the events
 * that are added here.
 */
public final class ArrangedStack {
    private static final String TYPE = "AWS::CloudFormation::Stack";

    private final String id;
    private final String name;
    private final List<Function<Instant, StackEvent>> events = new ArrayList<>();
    private Optional<StackRecord.Nesting> nested = Optional.empty();
    private Optional<Instant> time = Optional.empty();

    private ArrangedStack(String id, String name) {
        this.id = id;
        this.name = name;
    }

    /**
     * A root stack without events.
     *
     * @param id the stack's ARN: {@code arn:…:stack/NAME/UUID}
     */
    public static ArrangedStack withId(String id) {
        return new ArrangedStack(id, id.split("/", -1)[1]);
    }

    /** Nests the stack. Neither the parent nor the root needs to exist. */
    public ArrangedStack nestedIn(String parentId, String rootId) {
        nested = Optional.of(new StackRecord.Nesting(parentId, rootId));
        return this;
    }

    /** Sets the time of the events that are added next. By default this is the time of {@link StackQueries#put}. */
    public ArrangedStack at(Instant newTime) {
        time = Optional.of(newTime);
        return this;
    }

    /** Adds events of the stack itself, the oldest first. The last one is the stack's status. */
    public ArrangedStack statuses(String... statuses) {
        for (String status : statuses) {
            add(when -> ownEvent(when, name, id, status));
        }
        return this;
    }

    /** Adds an event of one of the stack's resources. */
    public ArrangedStack resource(String logicalId, String physicalId, String type, String status) {
        return add(when -> new StackEvent(when, name, logicalId, physicalId, type, status, ""));
    }

    private ArrangedStack add(Function<Instant, StackEvent> event) {
        Optional<Instant> fixed = time;
        events.add(now -> event.apply(fixed.orElse(now)));
        return this;
    }

    StackRecord record(Instant now) {
        StackRecord stack = new StackRecord(name, id, nested);
        events.forEach(event -> stack.happened(event.apply(now)));
        if (stack.events().stream().noneMatch(StackEvent::isOfStack)) {
            throw new IllegalStateException("A stack needs a status: " + id);
        }
        return stack;
    }

    static StackEvent ownEvent(Instant when, String name, String id, String status) {
        return new StackEvent(when, name, name, id, TYPE, status, "");
    }
}
