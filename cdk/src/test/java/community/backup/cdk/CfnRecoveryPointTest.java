package community.backup.cdk;

import static community.backup.cdk.Generated.built;
import static community.backup.cdk.Generated.named;
import static community.backup.cdk.Generated.names;
import static community.backup.cdk.Generated.readOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupVault;

class CfnRecoveryPointTest {
    private static final String TYPE = "Community::Backup::RecoveryPoint";

    private final JsonNode schema =
            new ObjectMapper().readTree(Command.ROOT.resolve("schema.json").toFile());
    private final Stack stack = new Stack(new App(), "Stack");

    CfnRecoveryPointTest() throws IOException {}

    @Test
    void the_construct_is_of_the_schemas_type() {
        assertThat(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME)
                .isEqualTo(schema.path("typeName").asText());
    }

    @Test
    void the_properties_are_those_of_the_schema_that_a_template_can_give() {
        Set<String> given = new TreeSet<>(names(schema.path("properties")));
        given.removeAll(readOnly(schema));

        assertThat(named(CfnRecoveryPointProps.class, "get")).isEqualTo(given);
        assertThat(built(CfnRecoveryPointProps.Builder.class)).isEqualTo(given);
        assertThat(built(CfnRecoveryPoint.Builder.class)).isEqualTo(given);
        // Tags have a manager of their own.
        given.remove("Tags");
        assertThat(named(CfnRecoveryPoint.class, "set")).isEqualTo(given);
        assertThat(named(CfnRecoveryPoint.class, "get")).containsAll(given);
    }

    @Test
    void the_attributes_are_the_read_only_properties_of_the_schema() {
        assertThat(named(CfnRecoveryPoint.class, "getAttr")).isEqualTo(readOnly(schema));
    }

    @Test
    void the_members_of_a_lifecycle_are_those_of_the_schema() {
        assertThat(named(CfnRecoveryPoint.LifecycleProperty.class, "get"))
                .isEqualTo(names(schema.at("/definitions/Lifecycle/properties")));
        assertThat(built(CfnRecoveryPoint.LifecycleProperty.Builder.class))
                .isEqualTo(names(schema.at("/definitions/Lifecycle/properties")));
    }

    @Test
    void every_property_arrives_in_the_template_under_its_name_in_the_schema() {
        CfnRecoveryPoint.Builder.create(stack, "Point")
                .backupVaultName("vault")
                .resourceArn("resource")
                .iamRoleArn("role")
                .lifecycle(CfnRecoveryPoint.LifecycleProperty.builder()
                        .deleteAfterDays(100)
                        .moveToColdStorageAfterDays(10)
                        .optInToArchiveForSupportedResources(true)
                        .build())
                .tags(List.of(CfnTag.builder().key("owner").value("me").build()))
                .backupOptions(Map.of("WindowsVSS", "enabled"))
                .startWindowMinutes(60)
                .completeWindowMinutes(120)
                .build();

        Map<String, Object> properties = Map.of(
                "BackupVaultName",
                "vault",
                "ResourceArn",
                "resource",
                "IamRoleArn",
                "role",
                "Lifecycle",
                Map.of(
                        "DeleteAfterDays", 100,
                        "MoveToColdStorageAfterDays", 10,
                        "OptInToArchiveForSupportedResources", true),
                "Tags",
                List.of(Map.of("Key", "owner", "Value", "me")),
                "BackupOptions",
                Map.of("WindowsVSS", "enabled"),
                "StartWindowMinutes",
                60,
                "CompleteWindowMinutes",
                120);
        Template template = Template.fromStack(stack);
        template.hasResourceProperties(TYPE, properties);
        assertThat(properties.keySet()).isEqualTo(named(CfnRecoveryPointProps.class, "get"));
    }

    @Test
    void a_value_that_is_set_later_takes_the_place_of_the_first() {
        CfnRecoveryPoint point = CfnRecoveryPoint.Builder.create(stack, "Point")
                .backupVaultName("first")
                .startWindowMinutes(60)
                .build();
        point.setBackupVaultName("second");
        point.setStartWindowMinutes(null);

        Template.fromStack(stack)
                .templateMatches(Map.of(
                        "Resources",
                        Map.of("Point", Map.of("Type", TYPE, "Properties", Map.of("BackupVaultName", "second")))));
    }

    @Test
    void tags_of_the_stack_come_to_those_of_the_resource() {
        CfnRecoveryPoint.Builder.create(stack, "Point")
                .backupVaultName("vault")
                .tags(List.of(CfnTag.builder().key("owner").value("me").build()))
                .build();
        Tags.of(stack).add("stage", "test");

        Template.fromStack(stack)
                .hasResourceProperties(
                        TYPE,
                        Map.of(
                                "Tags",
                                List.of(
                                        Map.of("Key", "owner", "Value", "me"),
                                        Map.of("Key", "stage", "Value", "test"))));
    }

    @Test
    void attributes_stand_for_what_only_the_deployment_knows() {
        CfnRecoveryPoint point = CfnRecoveryPoint.Builder.create(stack, "Point")
                .backupVaultName("vault")
                .build();
        assertThat(Token.isUnresolved(point.getAttrIsEncrypted())).isTrue();
        CfnOutput.Builder.create(stack, "Date")
                .value(point.getAttrCreationDate())
                .build();

        Template.fromStack(stack)
                .hasOutput("Date", Map.of("Value", Map.of("Fn::GetAtt", List.of("Point", "CreationDate"))));
    }

    @Test
    void attributes_of_every_kind_are_there_when_the_stack_is_deployed() throws Exception {
        BackupVault vault = BackupVault.Builder.create(stack, "Vault")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        CfnRecoveryPoint point = CfnRecoveryPoint.Builder.create(stack, "Point")
                .backupVaultName(vault.getBackupVaultName())
                .resourceArn("arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0a1b2c3d")
                .iamRoleArn("arn:aws:iam::123456789012:role/backup")
                .lifecycle(CfnRecoveryPoint.LifecycleProperty.builder()
                        .deleteAfterDays(35)
                        .build())
                .build();
        output("Arn", point.getAttrRecoveryPointArn());
        output("Encrypted", Token.asString(point.getAttrIsEncrypted()));
        output("Names", point.getRef());

        LocalCloudFormation.deployed(stack);
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(stack, name).value(value).build();
    }

    @Test
    void what_the_schema_requires_is_required() {
        assertThatThrownBy(() -> CfnRecoveryPoint.Builder.create(stack, "Point").build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("backupVaultName is required");
    }
}
