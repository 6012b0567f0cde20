package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.iam.Role;

/** Compares the tags that are errors at synthesis with the handler's refusals. */
class TagRulesTest {
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718";
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";

    private final Stack stack = new Stack(new App(), "Stack");

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("k".repeat(129), "me", "has 129 characters. Give it 1 to 128."),
                Arguments.of(
                        "Aws:owner", "me", "begins with aws:, which is reserved for AWS. Give the tag another key."),
                Arguments.of("owner", "v".repeat(257), "has 257 characters. Give it 256 at most."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_tag_that_the_schema_does_not_admit_is_an_error_at_synthesis(String key, String value, String problem)
            throws Exception {
        backup(stack).tag(key, value).build();

        assertThat(synthesisError(stack)).contains("[Stack/Backup] Tags: the ").contains(" \"" + key + "\" " + problem);
        assertThat(handlerRefusal(Map.of(key, value))).contains("Model validation failed (#/Tags/0/");
    }

    @Test
    void tags_of_the_scope_are_checked_too() {
        backup(stack).build();
        Tags.of(stack).add("aws:owner", "me");

        assertThat(synthesisError(stack)).contains("[Stack/Backup] Tags: the key \"aws:owner\" begins with aws:");
    }

    @Test
    void more_tags_than_aws_backup_takes_are_an_error_at_synthesis() throws Exception {
        RecoveryPoint.Builder backup = backup(stack);
        numbered(51).forEach(backup::tag);
        backup.build();

        assertThat(synthesisError(stack)).contains("[Stack/Backup] Tags has 51 tags, and the stack adds 0: ");
        assertThat(handlerRefusal(numbered(51))).contains("Model validation failed (#/Tags: ");
    }

    @Test
    void the_tags_of_the_stack_count_in_the_words_of_the_handler() {
        Stack tagged = new Stack(
                new App(),
                "Stack",
                StackProps.builder()
                        .tags(Map.of("tag49", "same key", "stage", "test", "aws:reserved", "not sent"))
                        .build());
        RecoveryPoint.Builder backup = backup(tagged);
        numbered(50).forEach(backup::tag);
        backup.build();

        assertThat(synthesisError(tagged))
                .contains(
                        "Tags has 50 tags, and the stack adds 1: AWS Backup takes 50 tags for a recovery point. Remove some from Tags or from the stack.");
        assertThat(Command.ROOT.resolve("src/main/java/community/backup/recoverypoint/Tags.java"))
                .content()
                .contains(
                        "Tags has %d tags, and the stack adds %d: AWS Backup takes %d tags for a recovery point. Remove some from Tags or from the stack.");
    }

    @Test
    void fifty_tags_at_their_longest_and_a_value_that_only_the_deployment_knows_are_no_errors() throws Exception {
        CfnParameter owner =
                CfnParameter.Builder.create(stack, "Owner").type("String").build();
        RecoveryPoint.Builder backup =
                backup(stack).tag("k".repeat(128), "v".repeat(256)).tag("owner", owner.getValueAsString());
        numbered(48).forEach(backup::tag);
        backup.build();

        LocalCloudFormation.deployed(stack, "Owner=me");
    }

    @Test
    void a_second_value_for_the_same_key_replaces_the_first() {
        backup(stack).tag("owner", "me").tag("owner", "you").build();

        Template.fromStack(stack)
                .hasResourceProperties(
                        CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME, Map.of("Tags", List.of(tag("owner", "you"))));
    }

    private static RecoveryPoint.Builder backup(Stack stack) {
        return RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(BackupVault.Builder.create(stack, "Vault")
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .source(BackupSource.fromArn(VOLUME))
                .role(Role.fromRoleArn(stack, "Role", ROLE));
    }

    private static Map<String, String> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "tag" + number)
                .collect(Collectors.toMap(key -> key, key -> "value"));
    }

    private static Map<String, String> tag(String key, String value) {
        return Map.of("Key", key, "Value", value);
    }

    private static String synthesisError(Stack stack) {
        return String.valueOf(catchThrowable(() -> Template.fromStack(stack)).getMessage());
    }

    private static String handlerRefusal(Map<String, String> tags) throws Exception {
        List<Map<String, String>> list = tags.entrySet().stream()
                .map(tag -> tag(tag.getKey(), tag.getValue()))
                .toList();
        return LocalCloudFormation.refusal(Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, "Tags", list));
    }
}
