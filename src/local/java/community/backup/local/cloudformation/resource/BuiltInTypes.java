package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Role;
import community.backup.local.awsbackup.World;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Built-in types that templates use together with recovery points, such as the templates of the CDK. Most of them only
 * store their model. AWS Backup can use a role as long as the role exists, and a backup plan starts backups. Access
 * points and legal holds block the deletion of recovery points.
 */
public final class BuiltInTypes {
    private BuiltInTypes() {}

    /** The types, in the account of an AWS Backup. */
    public static List<ResourceType> of(World awsBackup) {
        return List.of(
                BackupPlanHandler.type(awsBackup),
                BackupSelectionHandler.type(awsBackup),
                InMemoryHandler.type(
                        "AWS::IAM::Role",
                        "RoleName",
                        Map.of("Arn", "arn:%1$s:iam::%3$s:role/%4$s", "RoleId", "AROA%4$s"),
                        List.of(
                                "RoleName",
                                "AssumeRolePolicyDocument",
                                "Description",
                                "ManagedPolicyArns",
                                "PermissionsBoundary",
                                "Policies",
                                "Tags"),
                        role -> awsBackup.role(arn(role), Role.GOOD),
                        role -> awsBackup.role(arn(role), Role.GONE)),
                inMemory(
                        "AWS::IAM::Policy",
                        "Id",
                        Map.of("Id", "%4$s"),
                        "PolicyDocument",
                        "PolicyName",
                        "Roles",
                        "Users",
                        "Groups"),
                InMemoryHandler.type(
                        "AWS::Backup::BackupAccessPoint",
                        "Arn",
                        Map.of("Arn", "arn:%1$s:backup:%2$s:%3$s:backup-access-point:%4$s"),
                        List.of("RecoveryPointArn", "Name", "AccessPointInTime", "AccessPointPolicy", "Tags"),
                        model -> awsBackup.makeAccessPoint(point(model), arn(model)),
                        model -> {
                            // Another actor can have removed the recovery point without AWS Backup.
                            if (awsBackup.exists(point(model))) {
                                awsBackup.deleteAccessPoint(point(model), arn(model));
                            }
                        }),
                LegalHoldType.in(awsBackup),
                // The CDK adds this resource to every template if analytics reporting is on.
                inMemory("AWS::CDK::Metadata", "Id", Map.of("Id", "%4$s"), "Analytics"),
                inMemory(
                        "AWS::Events::Rule",
                        "Name",
                        Map.of("Arn", "arn:%1$s:events:%2$s:%3$s:rule/%4$s"),
                        "Name",
                        "Description",
                        "EventPattern",
                        "State",
                        "Tags",
                        "Targets"),
                inMemory(
                        "AWS::SNS::Topic",
                        "TopicArn",
                        Map.of("TopicArn", "arn:%1$s:sns:%2$s:%3$s:%4$s"),
                        "TopicName",
                        "DisplayName",
                        "Tags"),
                inMemory(
                        "AWS::SNS::Subscription",
                        "Arn",
                        Map.of("Arn", "arn:%1$s:sns:%2$s:%3$s:%4$s"),
                        "TopicArn",
                        "Protocol",
                        "Endpoint",
                        "FilterPolicy"),
                inMemory("AWS::SNS::TopicPolicy", "Id", Map.of("Id", "%4$s"), "PolicyDocument", "Topics"),
                inMemory(
                        "AWS::DynamoDB::Table",
                        "TableName",
                        Map.of("Arn", "arn:%1$s:dynamodb:%2$s:%3$s:table/%4$s"),
                        "TableName",
                        "AttributeDefinitions",
                        "BillingMode",
                        "KeySchema",
                        "ProvisionedThroughput",
                        "Tags"));
    }

    private static ResourceType inMemory(
            String typeName, String identifier, Map<String, String> attributes, String... properties) {
        Consumer<JsonNode> ignore = model -> {};
        return InMemoryHandler.type(typeName, identifier, attributes, List.of(properties), ignore, ignore);
    }

    private static String point(JsonNode model) {
        return model.path("RecoveryPointArn").asText();
    }

    private static String arn(JsonNode model) {
        return model.path("Arn").asText();
    }
}
