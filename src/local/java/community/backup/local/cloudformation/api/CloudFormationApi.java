package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.template.TemplateException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The operations of CloudFormation, and the operations of STS that its clients call. Not thread-safe.
 */
final class CloudFormationApi {
    private static final int EVENTS_PER_PAGE = 100;
    private static final String EXPRESS = "EXPRESS";
    private static final Set<String> OF_EVERY_REQUEST = Set.of("Action", "Version");

    private final Map<String, Operation> operations = new TreeMap<>();
    private final ClientTokens tokens = new ClientTokens();

    /**
     * An operation.
     *
     * @param parameters the parameters that it supports. A request with any other parameter is refused: ignoring one
     *     could destroy a resource that it protects.
     */
    private record Operation(Function<QueryRequest, CompletionStage<ObjectNode>> action, Set<String> parameters) {}

    CloudFormationApi(LocalCloudFormation cloudFormation, StackRecords records, Clock clock) {
        StackOperations stacks = new StackOperations(cloudFormation, records);
        StackReads reads = new StackReads(stacks::view, EVENTS_PER_PAGE);
        add(
                "CreateStack",
                stacks::create,
                "StackName TemplateBody TemplateURL Parameters Tags Capabilities OnFailure DisableRollback RetainExceptOnCreate"
                        + " EnableTerminationProtection ClientRequestToken RoleARN DeploymentConfig");
        add(
                "UpdateStack",
                stacks::update,
                "StackName TemplateBody TemplateURL UsePreviousTemplate Parameters Tags Capabilities RetainExceptOnCreate"
                        + " ClientRequestToken RoleARN DeploymentConfig");
        add(
                "DeleteStack",
                stacks::delete,
                "StackName RetainResources DeletionMode ClientRequestToken RoleARN DeploymentConfig");
        add("ContinueUpdateRollback", stacks::continueRollback, "StackName ResourcesToSkip RoleARN ClientRequestToken");
        add("UpdateTerminationProtection", stacks::protectFromTermination, "StackName EnableTerminationProtection");
        add("DescribeStacks", query -> reads.stacks(records, query), "StackName");
        add("ListStacks", stacks::list, "StackStatusFilter");
        add("DescribeStackEvents", query -> reads.events(records, query), "StackName NextToken");
        add("DescribeStackResource", stacks::describeResource, "StackName LogicalResourceId");
        add("DescribeStackResources", stacks::describeResources, "StackName LogicalResourceId");
        add("ListStackResources", stacks::listResources, "StackName");
        // Each stage of a template is the same here: the template as it was uploaded.
        add("GetTemplate", stacks::template, "StackName TemplateStage");
        add("GetTemplateSummary", stacks::summary, "StackName TemplateBody TemplateURL");
        add("ListExports", query -> stacks.listExports(), "");
        add("ValidateTemplate", stacks::validate, "TemplateBody TemplateURL");
        ChangeSetOperations changeSets = new ChangeSetOperations(cloudFormation, stacks, records, clock);
        add(
                "CreateChangeSet",
                changeSets::create,
                "StackName ChangeSetName ChangeSetType TemplateBody TemplateURL UsePreviousTemplate Parameters Tags Capabilities"
                        + " Description ResourcesToImport IncludeNestedStacks ClientToken RoleARN DeploymentConfig");
        // The answer contains no changes, so this parameter has no effect.
        add("DescribeChangeSet", changeSets::describe, "StackName ChangeSetName IncludePropertyValues");
        add(
                "ExecuteChangeSet",
                changeSets::execute,
                "StackName ChangeSetName DisableRollback RetainExceptOnCreate ClientRequestToken");
        add("DeleteChangeSet", changeSets::delete, "StackName ChangeSetName");
        add("ListChangeSets", changeSets::list, "StackName");
        DriftOperations drift = new DriftOperations(cloudFormation, records, clock);
        add("DetectStackDrift", drift::detect, "StackName");
        add("DescribeStackDriftDetectionStatus", drift::describe, "StackDriftDetectionId");
        addLater("DetectStackResourceDrift", drift::detectOne, "StackName LogicalResourceId");
        add("DescribeStackResourceDrifts", drift::resources, "StackName StackResourceDriftStatusFilters");
        add("GetCallerIdentity", query -> callerIdentity(), "");
        add("AssumeRole", query -> assumedRole(), "RoleArn RoleSessionName DurationSeconds ExternalId Tags");
    }

    private void add(String name, Function<QueryRequest, ObjectNode> action, String parameters) {
        addLater(name, query -> CompletableFuture.completedFuture(tokens.once(query, action)), parameters);
    }

    /** Adds an operation whose answer needs the handler of a resource. */
    private void addLater(String name, Function<QueryRequest, CompletionStage<ObjectNode>> action, String parameters) {
        operations.put(name, new Operation(action, Set.of(parameters.split(" "))));
    }

    CompletionStage<QueryAnswer> answer(QueryRequest query) {
        Operation operation = operations.get(query.action());
        if (operation == null) {
            return refused(
                    400,
                    "InvalidAction",
                    "The local CloudFormation does not know " + query.action() + ", only "
                            + String.join(", ", operations.keySet()));
        }
        try {
            checkParameters(query, operation);
            checkMode(query);
            return operation.action().apply(query).thenApply(result -> QueryAnswer.success(query.action(), result));
        } catch (TemplateException e) {
            return refused(400, "ValidationError", e.reason());
        } catch (ApiException e) {
            return refused(e.status(), e.code(), e.reason());
        }
    }

    private static CompletionStage<QueryAnswer> refused(int status, String code, String message) {
        return CompletableFuture.completedFuture(QueryAnswer.error(status, code, message));
    }

    private static void checkParameters(QueryRequest query, Operation operation) {
        query.names().stream()
                .filter(name -> !OF_EVERY_REQUEST.contains(name)
                        && !operation.parameters().contains(name))
                .filter(query::hasEffect)
                .findFirst()
                .ifPresent(name -> {
                    throw new TemplateException(name + ": the local CloudFormation does not support this parameter of "
                            + query.action() + ". Leave it out here.");
                });
    }

    private static void checkMode(QueryRequest query) {
        String mode = mode(query);
        if (!mode.equals("STANDARD") && !mode.equals(EXPRESS)) {
            throw new TemplateException(
                    "DeploymentConfig: the local CloudFormation does not know the mode " + mode + ". Leave it out.");
        }
    }

    private static String mode(QueryRequest query) {
        return query.fields().path("DeploymentConfig").path("Mode").asText("STANDARD");
    }

    static boolean express(QueryRequest query) {
        return mode(query).equals(EXPRESS);
    }

    private static ObjectNode callerIdentity() {
        Account account = Account.example();
        return Described.object()
                .put("Account", account.id())
                .put("Arn", "arn:" + account.partition() + ":iam::" + account.id() + ":user/local")
                .put("UserId", "AIDALOCAL");
    }

    /** Roles and credentials are not checked. Clients compare the expiration with the real time. */
    private static ObjectNode assumedRole() {
        ObjectNode answer = Described.object();
        answer.putObject("Credentials")
                .put("AccessKeyId", "local")
                .put("SecretAccessKey", "local")
                .put("SessionToken", "local")
                .put(
                        "Expiration",
                        Instant.now()
                                .plus(1, ChronoUnit.HOURS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        return answer;
    }
}
