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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupVault;

class CfnVaultContentsTest {
    private static final String TYPE = "Community::Backup::VaultContents";

    private final JsonNode schema = new ObjectMapper()
            .readTree(Command.ROOT.resolve("vault-contents/schema.json").toFile());
    private final Stack stack = new Stack(new App(), "Stack");

    CfnVaultContentsTest() throws IOException {}

    @Test
    void the_construct_is_of_the_schemas_type() {
        assertThat(CfnVaultContents.CFN_RESOURCE_TYPE_NAME)
                .isEqualTo(schema.path("typeName").asText());
    }

    @Test
    void properties_and_attributes_are_those_of_the_schema() {
        Set<String> given = new TreeSet<>(names(schema.path("properties")));
        given.removeAll(readOnly(schema));

        assertThat(named(CfnVaultContentsProps.class, "get")).isEqualTo(given);
        assertThat(built(CfnVaultContentsProps.Builder.class)).isEqualTo(given);
        assertThat(built(CfnVaultContents.Builder.class)).isEqualTo(given);
        assertThat(named(CfnVaultContents.class, "set")).isEqualTo(given);
        assertThat(named(CfnVaultContents.class, "get")).containsAll(given);
        assertThat(named(CfnVaultContents.class, "getAttr")).isEqualTo(readOnly(schema));
    }

    @Test
    void the_times_of_the_emptying_are_those_of_the_schema() {
        List<String> times = new ArrayList<>();
        schema.at("/properties/EmptyOn/enum").forEach(each -> times.add(each.asText()));

        assertThat(Stream.of(EmptyOn.values()).map(EmptyOn::name)).containsExactlyElementsOf(times);
    }

    @Test
    void every_property_arrives_in_the_template_under_its_name_in_the_schema() {
        CfnVaultContents.Builder.create(stack, "Contents")
                .backupVaultName("vault")
                .includeExisting(true)
                .emptyOn("ANY_DELETION")
                .build();

        Map<String, Object> properties =
                Map.of("BackupVaultName", "vault", "IncludeExisting", true, "EmptyOn", "ANY_DELETION");
        Template.fromStack(stack).hasResourceProperties(TYPE, properties);
        assertThat(properties.keySet()).isEqualTo(named(CfnVaultContentsProps.class, "get"));
    }

    @Test
    void attributes_and_reference_are_there_when_the_stack_is_deployed() throws Exception {
        BackupVault vault = BackupVault.Builder.create(stack, "Vault")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        CfnVaultContents contents = CfnVaultContents.Builder.create(stack, "Contents")
                .backupVaultName(vault.getBackupVaultName())
                .build();
        CfnOutput.Builder.create(stack, "Name").value(contents.getRef()).build();
        CfnOutput.Builder.create(stack, "Arn")
                .value(contents.getAttrBackupVaultArn())
                .build();

        assertThat(LocalCloudFormation.deployedAndShown(stack))
                .containsPattern("Name = StackVault\\w+")
                .containsPattern("Arn = arn:aws:backup:us-east-1:\\d+:backup-vault:StackVault");
    }

    @Test
    void what_the_schema_requires_is_required() {
        assertThatThrownBy(
                        () -> CfnVaultContents.Builder.create(stack, "Contents").build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("backupVaultName is required");
    }
}
