package community.backup.service.aws;

import community.backup.failure.CallResult;
import community.backup.failure.ErrorKind;
import community.backup.service.Page;
import community.backup.service.Stack;
import community.backup.service.Stacks;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Implements {@link Stacks} by calls of CloudFormation, for one invocation. The next invocation retries a failed call.
 */
final class CloudFormationStacks implements Stacks {
    private final Calls calls;
    private final BackupClients clients;
    private final Clock clock;

    CloudFormationStacks(Calls calls, BackupClients clients, Clock clock) {
        this.calls = calls;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public Optional<Stack> find(String id) {
        CallResult<DescribeStacksResponse> answer = calls.make(
                "DescribeStacks",
                "stack " + id,
                false,
                DescribeStacksRequest.builder().stackName(id).build(),
                request -> clients.stacks().describeStacks(request));
        if (isUnknownStack(answer)) {
            return Optional.empty();
        }
        Fields fields = new Fields("DescribeStacks", "stack " + id, clock.instant());
        software.amazon.awssdk.services.cloudformation.model.Stack stack =
                answer.orThrow().stacks().stream().findFirst().orElseThrow(() -> fields.failure("without a stack"));
        fields.same("StackId", id, fields.needed("StackId", stack.stackId()));
        String root = Fields.text(stack.rootId());
        return Optional.of(new Stack(
                id, fields.needed("StackStatus", Fields.text(stack.stackStatusAsString())), root == null ? id : root));
    }

    /**
     * Whether CloudFormation does not know the stack. It has no error code of its own for that, so the message decides.
     */
    private static boolean isUnknownStack(CallResult<?> answer) {
        return answer.failedAs(ErrorKind.REFUSED) && answer.message().contains("does not exist");
    }

    @Override
    public Page<String> statuses(String id, @Nullable String token) {
        DescribeStackEventsResponse page = calls.make(
                        "DescribeStackEvents",
                        "stack " + id,
                        false,
                        DescribeStackEventsRequest.builder()
                                .stackName(id)
                                .nextToken(token)
                                .build(),
                        request -> clients.stacks().describeStackEvents(request))
                .orThrow();
        Fields fields = new Fields("DescribeStackEvents", "stack " + id, clock.instant());
        return new Page<>(
                page.stackEvents().stream()
                        .filter(event -> id.equals(event.physicalResourceId()))
                        .map(StackEvent::resourceStatusAsString)
                        .toList(),
                fields.nextToken(token, page.nextToken()));
    }
}
