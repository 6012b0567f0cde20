package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.iam.Role;

/**
 * Compares the construct's refusals with the handler's refusals of the same properties in a template without the
 * construct.
 */
class RulesTest {
    private static final String VAULT = "vault";
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718";
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";

    private final Stack stack = new Stack(new App(), "Stack");

    static Stream<Arguments> refusedInTheSameWords() {
        return Stream.of(
                wrong("no source", it -> {}, Map.of()),
                wrong(
                        "completion within the start window",
                        it -> it.source(volume()).startWindow(Duration.hours(2)).completionWindow(Duration.hours(2)),
                        backup("StartWindowMinutes", 120, "CompleteWindowMinutes", 120)),
                wrong(
                        "completion within AWS Backup's own start window",
                        it -> it.source(volume()).completionWindow(Duration.hours(8)),
                        Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, "CompleteWindowMinutes", 480)),
                wrong(
                        "deletion at once",
                        it -> it.source(volume()).deleteAfter(Duration.days(0)),
                        lifecycle(Map.of("DeleteAfterDays", 0))),
                wrong(
                        "cold storage at once",
                        it -> it.source(volume()).moveToColdStorageAfter(Duration.days(0)),
                        lifecycle(Map.of("MoveToColdStorageAfterDays", 0))),
                wrong(
                        "an archive without the opt-in",
                        it -> it.source(volume())
                                .moveToColdStorageAfter(Duration.days(30))
                                .deleteAfter(Duration.days(120)),
                        lifecycle(Map.of("MoveToColdStorageAfterDays", 30, "DeleteAfterDays", 120))),
                wrong(
                        "too short a time in cold storage",
                        it -> it.source(volume())
                                .moveToColdStorageAfter(Duration.days(30))
                                .deleteAfter(Duration.days(119)),
                        lifecycle(Map.of("MoveToColdStorageAfterDays", 30, "DeleteAfterDays", 119))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedInTheSameWords")
    void what_the_handler_refuses_is_refused_before_in_the_same_words(
            String name, Consumer<RecoveryPoint.Builder> values, Map<String, Object> properties) throws Exception {
        String message = refusal(values);

        assertThat(LocalCloudFormation.refusal(properties))
                .contains("returned message: \"" + message + " [BACKUP-INVALID-PROPERTY]\"");
    }

    static Stream<Arguments> refusedByTheSchema() {
        return Stream.of(
                wrong(
                        "a text that is no ARN",
                        it -> it.source(BackupSource.fromArn("vol-0a1b2c3d4e5f60718")),
                        Map.of("ResourceArn", "vol-0a1b2c3d4e5f60718", "IamRoleArn", ROLE)),
                wrong(
                        "a start window of less than an hour",
                        it -> it.source(volume()).startWindow(Duration.minutes(59)),
                        Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, "StartWindowMinutes", 59)),
                wrong(
                        "a completion window of more than a hundred years",
                        it -> it.source(volume()).completionWindow(Duration.days(36501)),
                        Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, "CompleteWindowMinutes", 52561440)),
                wrong(
                        "a name that no option has",
                        it -> it.source(volume()).backupOption("Windows VSS", "enabled"),
                        options("Windows VSS", "enabled")),
                wrong(
                        "a value that no option has",
                        it -> it.source(volume()).backupOption("WindowsVSS", "yes, please"),
                        options("WindowsVSS", "yes, please")),
                wrong(
                        "deletion after more than a hundred years",
                        it -> it.source(volume()).deleteAfter(Duration.days(36501)),
                        lifecycle(Map.of("DeleteAfterDays", 36501))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedByTheSchema")
    void what_the_schema_does_not_admit_is_refused_before_in_plainer_words(
            String name, Consumer<RecoveryPoint.Builder> values, Map<String, Object> properties) throws Exception {
        String message = refusal(values);
        String property = message.replaceAll("( is |:).*", "");

        assertThat(LocalCloudFormation.refusal(properties))
                .contains("Model validation failed (#/" + property.replace('.', '/') + ": ");
    }

    @Test
    void a_name_that_no_vault_has_is_refused() {
        assertThatThrownBy(() -> RecoveryPoint.Builder.create(stack, "Backup")
                        .backupVault(BackupVault.fromBackupVaultName(stack, "Vault", "no vault"))
                        .source(volume())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("BackupVaultName: \"no vault\" is not 2 to 255 characters that match ");
    }

    @Test
    void a_role_alone_does_not_say_what_to_back_up() throws Exception {
        String message = refusal(it -> it.role(Role.fromRoleArn(stack, "Role", ROLE)));

        assertThat(LocalCloudFormation.refusal(Map.of("IamRoleArn", ROLE)))
                .contains("returned message: \"" + message + " [BACKUP-INVALID-PROPERTY]\"");
    }

    static Stream<Arguments> ofNewBackups() {
        return Stream.of(
                Arguments.of("ResourceArn", (Consumer<RecoveryPoint.Builder>) it -> it.source(volume())),
                Arguments.of("BackupOptions", (Consumer<RecoveryPoint.Builder>) it -> it.windowsVss(true)),
                Arguments.of("StartWindowMinutes", (Consumer<RecoveryPoint.Builder>)
                        it -> it.startWindow(Duration.hours(1))),
                Arguments.of("CompleteWindowMinutes", (Consumer<RecoveryPoint.Builder>)
                        it -> it.completionWindow(Duration.hours(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofNewBackups")
    void what_describes_a_new_backup_is_refused_for_one_that_is_imported(
            String property, Consumer<RecoveryPoint.Builder> value) {
        assertThat(refusal(value.andThen(RecoveryPoint.Builder::imported)))
                .isEqualTo(property
                        + " describes a new backup, and imported() a recovery point that exists: remove one of them.");
    }

    @Test
    void a_role_is_refused_for_a_recovery_point_that_is_imported() {
        assertThat(refusal(it -> it.role(Role.fromRoleArn(stack, "Role", ROLE)).imported()))
                .startsWith("IamRoleArn describes a new backup, ");
    }

    @Test
    void the_lifecycle_of_an_imported_recovery_point_is_checked_as_any_other() {
        assertThat(refusal(it -> it.imported().deleteAfter(Duration.days(0))))
                .isEqualTo("Lifecycle.DeleteAfterDays is 0: give 1 to 36500 days, or -1 for never.");
    }

    @Test
    void a_value_that_only_the_deployment_knows_is_left_to_the_handler() throws Exception {
        CfnParameter number =
                CfnParameter.Builder.create(stack, "Number").type("Number").build();
        CfnParameter arn =
                CfnParameter.Builder.create(stack, "Arn").type("String").build();

        CfnParameter option =
                CfnParameter.Builder.create(stack, "Option").type("String").build();

        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(BackupVault.Builder.create(stack, "Vault")
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .source(BackupSource.fromArn(arn.getValueAsString()))
                .startWindow(Duration.minutes(number.getValueAsNumber()))
                .backupOption("WindowsVSS", option.getValueAsString())
                .completionWindow(Duration.days(7))
                .deleteAfter(Duration.days(number.getValueAsNumber()))
                .moveToColdStorageAfter(Duration.days(30))
                .optInToArchive(true)
                .build();

        LocalCloudFormation.deployed(stack, "Number=1000", "Arn=" + VOLUME, "Option=enabled")
                .hasResourceProperties(
                        CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME,
                        Map.of(
                                "ResourceArn", Map.of("Ref", "Arn"),
                                "StartWindowMinutes", Map.of("Ref", "Number")));
    }

    private String refusal(Consumer<RecoveryPoint.Builder> values) {
        RecoveryPoint.Builder builder = RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(BackupVault.fromBackupVaultName(stack, "Vault", VAULT));
        values.accept(builder);
        Throwable refusal = catchThrowable(builder::build);
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        return String.valueOf(refusal.getMessage());
    }

    private static BackupSource volume() {
        return BackupSource.fromArn(VOLUME);
    }

    private static Map<String, Object> lifecycle(Map<String, Object> lifecycle) {
        return Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, "Lifecycle", lifecycle);
    }

    private static Map<String, Object> backup(String first, Object one, String second, Object other) {
        return Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, first, one, second, other);
    }

    private static Map<String, Object> options(String name, String value) {
        return Map.of("ResourceArn", VOLUME, "IamRoleArn", ROLE, "BackupOptions", Map.of(name, value));
    }

    /** Values for the construct, and the same properties for a template without it. */
    private static Arguments wrong(
            String name, Consumer<RecoveryPoint.Builder> values, Map<String, Object> properties) {
        return Arguments.of(name, values, properties);
    }
}
