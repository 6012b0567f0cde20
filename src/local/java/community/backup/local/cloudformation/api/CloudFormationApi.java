package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.template.TemplateException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** CloudFormation's operations by their names. Not for use by several threads. */
final class CloudFormationApi {
    private static final int EVENTS_PER_PAGE = 100;

    private final Map<String, Function<QueryRequest, ObjectNode>> operations = new TreeMap<>();

    CloudFormationApi(LocalCloudFormation cloudFormation, StackRecords records, Clock clock) {
        StackOperations stacks = new StackOperations(cloudFormation, records);
        StackReads reads = new StackReads(stacks::outputs, EVENTS_PER_PAGE);
        operations.put("CreateStack", stacks::create);
        operations.put("UpdateStack", stacks::update);
        operations.put("DeleteStack", stacks::delete);
        operations.put("DescribeStacks", asked -> reads.stacks(records, asked));
        operations.put("ListStacks", stacks::list);
        operations.put("DescribeStackEvents", asked -> reads.events(records, asked));
        operations.put("DescribeStackResources", stacks::describeResources);
        operations.put("ListStackResources", stacks::listResources);
        operations.put("GetTemplate", stacks::template);
        operations.put("GetTemplateSummary", stacks::summary);
        ChangeSetOperations changeSets = new ChangeSetOperations(cloudFormation, stacks, clock);
        operations.put("CreateChangeSet", changeSets::create);
        operations.put("DescribeChangeSet", changeSets::describe);
        operations.put("ExecuteChangeSet", changeSets::execute);
        operations.put("DeleteChangeSet", changeSets::delete);
        DriftOperations drift = new DriftOperations(cloudFormation, records, clock);
        operations.put("DetectStackDrift", drift::detect);
        operations.put("DescribeStackDriftDetectionStatus", drift::describe);
        operations.put("DescribeStackResourceDrifts", drift::resources);
    }

    QueryAnswer answer(QueryRequest asked) {
        Function<QueryRequest, ObjectNode> operation = operations.get(asked.action());
        if (operation == null) {
            return QueryAnswer.error(
                    400,
                    "InvalidAction",
                    "The local CloudFormation does not know " + asked.action() + ", only "
                            + String.join(", ", operations.keySet()));
        }
        try {
            return QueryAnswer.success(asked.action(), operation.apply(asked));
        } catch (TemplateException e) {
            return QueryAnswer.error(400, "ValidationError", e.reason());
        } catch (ApiException e) {
            return QueryAnswer.error(e.status(), e.code(), e.reason());
        }
    }
}
