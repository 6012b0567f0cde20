package community.backup.recoverypoint.registration;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.recoverypoint.registration.ForkServer.Run;
import community.backup.recoverypoint.registration.LocalRegistry.State;
import community.backup.recoverypoint.registration.LocalRegistry.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@code ./register} against a local AWS: what it makes and removes, and how it ends if something fails. Most
 * tests run tools/register.py, which the script starts. The tests of options, and the tests whose names say so, run the
 * script.
 */
class RegisterIT {
    private static final String TYPE = "Community::Backup::RecoveryPoint";
    private static final List<String> STACKS = List.of(
            "community-backup-recoverypoint-log",
            "community-backup-recoverypoint-package",
            "community-backup-recoverypoint-role");

    private static Path folder;
    private static LocalRegistry aws;
    private static ForkServer registerPy;
    private static Path onePackage;
    private static Path anotherPackage;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        aws = new LocalRegistry(temporary.resolve("local-registry.log"));
        registerPy = new ForkServer("cfn", "tools/register.py", temporary);
        onePackage = zip("one.zip", Map.of(".rpdk-config", "{}", "schema.json", "{}"));
        anotherPackage = zip("another.zip", Map.of(".rpdk-config", "{}", "schema.json", "{\"a\": 1}"));
    }

    @AfterAll
    static void end() {
        registerPy.close();
        aws.close();
    }

    @BeforeEach
    void nothing_is_there() {
        aws.configure("reset", "");
    }

    @Test
    void a_run_makes_stacks_version_and_default_and_says_what_they_are_and_will_cost() throws IOException {
        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        State state = aws.state();
        assertThat(state.stacks()).isEqualTo(STACKS);
        assertThat(state.roles()).isEqualTo(2);
        assertThat(state.buckets()).isEqualTo(1);
        assertThat(state.logGroups()).containsExactly("community-backup-recoverypoint-logs");
        assertThat(state.versions()).hasSize(1).allMatch(Version::isDefault);
        Version version = state.versions().get(0);
        assertThat(version.role()).contains("community-backup-recoverypoint-role-ExecutionRole");
        assertThat(version.logRole()).contains("community-backup-recoverypoint-log-LogRole");
        assertThat(run.output()).contains(STACKS).contains(version.arn(), version.role(), version.logRole());
        assertPricesOfTheCostPage(run.output());
    }

    private static void assertPricesOfTheCostPage(String output) throws IOException {
        List<String> prices = Pattern.compile("[0-9.,]*[0-9](?=\\s+(USD|operations a month))")
                .matcher(output)
                .results()
                .map(match -> match.group())
                .toList();

        assertThat(prices).contains("0.0009", "0.00008", "1,000", "2.88");
        assertThat(Files.readString(Path.of("docs", "cost.md"))).contains(prices);
    }

    @Test
    void the_script_registers_the_packages_of_the_build_for_both_types_and_takes_them_back() throws IOException {
        Run run = run(command());
        State state = aws.state();
        Run removal = run(command("--remove"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(state.stacks()).hasSize(6).containsAll(STACKS);
        assertThat(state.versions())
                .extracting(Version::arn)
                .hasSize(2)
                .satisfiesExactlyInAnyOrder(
                        arn -> assertThat(arn).contains("Community-Backup-RecoveryPoint"),
                        arn -> assertThat(arn).contains("Community-Backup-VaultContents"));
        assertThat(removal.status()).as(removal.output()).isZero();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "Community::Backup::RecoveryPoint, community-backup-recoverypoint",
        "Community::Backup::VaultContents, community-backup-vaultcontents"
    })
    void the_script_registers_one_type_from_its_package(String type, String slug) throws IOException {
        String zip = "target/staging/%s/%s.zip".formatted(slug, slug);

        Run run = run(command("--type", type, "--package", zip));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("./register --remove --type " + type);
        assertThat(aws.state().stacks()).containsExactly(slug + "-log", slug + "-package", slug + "-role");
        assertThat(aws.state().versions()).hasSize(1);
    }

    @Test
    void the_script_registers_a_package_for_another_runtime() throws IOException {
        String slug = "community-backup-recoverypoint";

        Run run = run(command("--type", TYPE, "--runtime", "java21"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().versions()).hasSize(1);
        try (ZipFile zip = new ZipFile("target/staging/java21/%s/%s.zip".formatted(slug, slug))) {
            assertThat(zip.getInputStream(zip.getEntry(".rpdk-config")))
                    .asString(StandardCharsets.UTF_8)
                    .contains("\"runtime\": \"java21\"");
        }
    }

    @Test
    void a_parameter_is_set_for_each_type_that_has_it() throws IOException {
        run(command());

        Run run = run(command("--parameter", "ReadOnly=true", "--parameter", "LogRetentionInDays=7", "--dry-run"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "would change    the stack community-backup-recoverypoint-role",
                        "would change    the stack community-backup-recoverypoint-log",
                        "is there        the stack community-backup-vaultcontents-role",
                        "would change    the stack community-backup-vaultcontents-log");
    }

    @Test
    void a_dry_run_says_what_it_would_do_and_changes_nothing() throws IOException {
        Run run = register("--package", onePackage.toString(), "--dry-run");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(STACKS)
                .contains("would upload", "would register", "would set", "Nothing was changed", "What it costs");
        assertThat(aws.state().calls()).isEmpty();
    }

    @Test
    void a_dry_run_tells_what_is_there_from_what_is_to_be_changed() throws IOException {
        register("--package", onePackage.toString());
        List<String> calls = aws.state().calls();

        Run same = register("--package", onePackage.toString(), "--dry-run");
        Run changed = register("--package", onePackage.toString(), "--dry-run", "--parameter", "ReadOnly=true");

        assertThat(same.output()).doesNotContain("would make", "would change");
        assertThat(changed.output()).contains("would change    the stack community-backup-recoverypoint-role");
        assertThat(aws.state().calls()).isEqualTo(calls);
    }

    @Test
    void a_second_run_changes_nothing() throws IOException {
        register("--package", onePackage.toString());
        State first = aws.state();

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state()).isEqualTo(first);
    }

    @Test
    void another_package_becomes_another_version_and_the_default() throws IOException {
        register("--package", onePackage.toString());

        Run run = register("--package", anotherPackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().versions()).extracting(Version::isDefault).containsExactly(false, true);
    }

    @Test
    void going_back_to_an_earlier_package_makes_its_version_the_default_again() throws IOException {
        register("--package", onePackage.toString());
        register("--package", anotherPackage.toString());

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().versions()).extracting(Version::isDefault).containsExactly(true, false);
    }

    @Test
    void a_parameter_of_the_role_stays_until_it_is_given_anew() throws IOException {
        register("--package", onePackage.toString(), "--parameter", "ReadOnly=true");
        register("--package", onePackage.toString());
        assertThat(aws.state().calls()).doesNotContain("UpdateStack");

        Run run = register("--package", onePackage.toString(), "--parameter", "ReadOnly=false");

        assertThat(run.output()).contains("changed   the stack community-backup-recoverypoint-role");
        assertThat(aws.state().calls()).contains("UpdateStack");
    }

    @Test
    void a_parameter_of_both_roles_is_set_in_both_and_stays() throws IOException {
        register("--package", onePackage.toString());
        List<String> byDefault = aws.state().trust();
        nothing_is_there();

        register("--package", onePackage.toString(), "--parameter", "SourceConditions=false");
        Run next = register("--package", onePackage.toString());

        assertThat(next.status()).as(next.output()).isZero();
        assertThat(aws.state().calls()).doesNotContain("UpdateStack");
        assertThat(byDefault).hasSize(2).allMatch(policy -> policy.contains("aws:SourceArn"));
        assertThat(aws.state().trust()).hasSize(2).noneMatch(policy -> policy.contains("Condition"));
    }

    @Test
    void with_a_role_of_yours_a_parameter_of_the_log_can_be_given() throws IOException {
        String role = "arn:aws:iam::123456789012:role/mine";

        Run run = register(
                "--package", onePackage.toString(), "--role-arn", role, "--parameter", "SourceConditions=false");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().trust()).singleElement().satisfies(policy -> assertThat(policy)
                .doesNotContain("Condition"));
    }

    @ParameterizedTest
    @CsvSource({
        "SourceCondition=false, '', resource-role.yaml or registration/log.yaml has no such parameter",
        "ReadOnly=true, arn:aws:iam::123456789012:role/mine, registration/log.yaml has no such parameter"
    })
    void a_parameter_that_no_template_has_is_refused(String parameter, String role, String message) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--type", TYPE, "--package", onePackage.toString(), "--parameter", parameter));
        if (!role.isEmpty()) {
            arguments.addAll(List.of("--role-arn", role));
        }

        Run run = run(command(arguments.toArray(String[]::new)));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains(parameter.split("=", -1)[0] + ": " + message);
        assertThat(aws.state().calls()).isEmpty();
    }

    @Test
    void a_parameter_that_the_template_of_another_release_had_is_left_behind() throws IOException {
        register("--package", onePackage.toString());
        aws.configure("stack", "{'name': 'community-backup-recoverypoint-role', 'parameter': 'Former'}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().calls()).contains("UpdateStack");
    }

    @Test
    void a_bucket_and_a_role_of_yours_are_used_and_left() throws IOException {
        aws.configure("bucket", "{'name': 'mine'}");
        String role = "arn:aws:iam::123456789012:role/mine";

        Run run = register("--package", onePackage.toString(), "--bucket", "mine", "--role-arn", role);
        State state = aws.state();
        Run removal = register("--remove", "--bucket", "mine");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(state.versions()).extracting(Version::role).containsExactly(role);
        assertThat(state.stacks()).containsExactly("community-backup-recoverypoint-log");
        assertThat(removal.status()).as(removal.output()).isZero();
        assertThat(aws.state().buckets()).isEqualTo(1);
        assertThat(aws.state().objects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_run_after_a_break_at_any_call_goes_on_where_the_other_ended(boolean after) throws IOException {
        int call = 1;
        while (true) {
            nothing_is_there();
            aws.configure("fail", "{'call': %d, 'after': %s, 'code': 'AccessDenied'}".formatted(call, after));

            Run broken = register("--package", onePackage.toString());
            Run next = register("--package", onePackage.toString());

            assertThat(next.status()).as(next.output()).isZero();
            State state = aws.state();
            assertThat(state.versions()).hasSize(1).allMatch(Version::isDefault);
            assertThat(state.stacks()).isEqualTo(STACKS);
            assertThat(state.roles()).isEqualTo(2);
            assertThat(state.buckets()).isEqualTo(1);
            assertThat(state.objects()).hasSize(2);
            if (broken.status() == 0) {
                break;
            }
            call++;
        }
        // Three stacks, the package, its record three times, the registration.
        assertThat(call).isEqualTo(9);
    }

    @Test
    void a_run_that_is_killed_while_it_waits_leaves_the_registration_to_the_next() throws Exception {
        aws.configure("looks", "{'looks': 1000000}");
        Process killed =
                command("--type", TYPE, "--package", onePackage.toString()).start();
        // This stops reading there, and the process continues.
        boolean waits = killed.inputReader(StandardCharsets.UTF_8).lines().anyMatch(line -> line.contains("asked"));
        assertThat(waits).isTrue();
        killed.destroyForcibly().waitFor();
        assertThat(aws.state().versions()).isEmpty();
        aws.configure("looks", "{'looks': 1}");

        Run next = register("--package", onePackage.toString());

        assertThat(next.status()).as(next.output()).isZero();
        assertThat(aws.state().versions()).hasSize(1);
        assertThat(aws.state().calls()).containsOnlyOnce("RegisterType");
    }

    @Test
    void a_stack_that_could_not_be_made_is_made_anew() throws IOException {
        register("--package", onePackage.toString());
        aws.configure("stack", "{'name': 'community-backup-recoverypoint-role', 'status': 'ROLLBACK_COMPLETE'}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("made anew the stack community-backup-recoverypoint-role");
        // With another role: another version.
        assertThat(aws.state().versions()).extracting(Version::isDefault).containsExactly(false, true);
    }

    @Test
    void a_stack_that_cannot_be_changed_is_named_with_the_way_out() throws IOException {
        register("--package", onePackage.toString());
        aws.configure("stack", "{'name': 'community-backup-recoverypoint-role', 'status': 'UPDATE_ROLLBACK_FAILED'}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("continue-update-rollback --stack-name community-backup-recoverypoint-role");
    }

    @Test
    void throttling_is_tried_again() throws IOException {
        aws.configure("fail", "{'operation': 'RegisterType', 'times': 2, 'code': 'Throttling', 'status': 400}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().versions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeStacks,        cloudformation:DescribeStacks",
        "CreateStack,           cloudformation:CreateStack",
        "PutObject,             s3:PutObject",
        "ListObjectsV2,         s3:ListBucket",
        "RegisterType,          cloudformation:RegisterType",
        "DescribeTypeRegistration, cloudformation:DescribeTypeRegistration",
        "SetTypeDefaultVersion, cloudformation:SetTypeDefaultVersion",
        "GetCallerIdentity,     sts:GetCallerIdentity"
    })
    void a_denial_names_the_action_that_is_to_be_allowed(String operation, String action) throws IOException {
        aws.configure("versions", "{'count': 1}");
        aws.configure("fail", "{'operation': '%s', 'code': 'AccessDenied'}".formatted(operation));

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("AccessDenied: " + operation + " is refused by the test")
                .contains("Have " + action + " allowed")
                .doesNotContain("Traceback");
    }

    @Test
    void without_credentials_it_says_so_before_it_builds() throws IOException {
        Run run = run(without(command(), "AWS_ACCESS_KEY_ID"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("Looking for credentials: Unable to locate credentials", "aws sso login", "--profile")
                .doesNotContain("Building", "Traceback");
    }

    @Test
    void expired_credentials_are_called_expired() throws IOException {
        aws.configure("fail", "{'operation': 'GetCallerIdentity', 'code': 'ExpiredToken'}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("ExpiredToken", "expired or wrong", "aws sso login");
    }

    @Test
    void without_a_region_it_asks_for_one() throws IOException {
        Run run = run(without(command("--type", TYPE, "--package", onePackage.toString()), "AWS_REGION"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("Looking for the region: none is set", "--region");
    }

    @Test
    void without_the_profile_it_says_which_there_are() throws IOException {
        Run run = register("--package", onePackage.toString(), "--profile", "nobody");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("nobody", "aws configure list-profiles");
    }

    @Test
    void an_aws_that_cannot_be_reached_is_told_from_one_that_refuses() throws IOException {
        ProcessBuilder command = command("--type", TYPE, "--package", onePackage.toString());
        command.environment().put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        command.environment().put("AWS_MAX_ATTEMPTS", "1");

        Run run = run(command);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("sts:GetCallerIdentity", "127.0.0.1:1", "network")
                .doesNotContain("Traceback");
    }

    @Test
    void a_public_type_of_the_same_name_is_in_the_way() throws IOException {
        aws.configure("versions", "{'count': 1}");
        aws.configure("visibility", "{'visibility': 'PUBLIC'}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("a public type is activated under this name", "deactivate-type");
        assertThat(aws.state().calls()).isEmpty();
    }

    @Test
    void a_package_that_is_not_there_is_named() throws IOException {
        Run run = run(command("--package", "nowhere.zip"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains("there is no file nowhere.zip");
    }

    @Test
    void at_the_quota_it_tells_how_to_make_room() throws IOException {
        aws.configure("versions", "{'count': 50}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "cloudformation:RegisterType: CFNRegistryException",
                        "This type has 50 live versions",
                        "L-EA1018E8")
                // Not the first, which is the default.
                .contains(
                        "deregister-type --arn " + aws.state().versions().get(1).arn());
    }

    @Test
    void a_failed_registration_gives_its_reason_and_the_next_run_asks_anew() throws IOException {
        aws.configure("refuse", "{'reason': 'The schema is not valid.'}");

        Run failed = register("--package", onePackage.toString());
        aws.configure("refuse", "{'reason': ''}");
        Run next = register("--package", onePackage.toString());

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.output()).contains("the registration failed: The schema is not valid.", "run it again");
        assertThat(next.status()).as(next.output()).isZero();
        assertThat(aws.state().versions()).hasSize(1);
    }

    @Test
    void a_registration_that_fails_for_a_limit_below_it_tells_of_the_quota_too() throws IOException {
        aws.configure("refuse", "{'reason': 'Version limit exceeded.'}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("Version limit exceeded", "This type has 0 live versions", "L-EA1018E8");
    }

    @Test
    void a_zip_that_is_no_package_is_refused_by_cloudformation_with_its_words() throws IOException {
        Path wrong = zip("wrong.zip", Map.of("readme.txt", "not a package"));

        Run run = register("--package", wrong.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("the package has no .rpdk-config or no schema.json");
    }

    @Test
    void a_version_that_somebody_deregistered_is_registered_again() throws IOException {
        register("--package", onePackage.toString());
        register("--package", anotherPackage.toString());
        aws.configure("deregister", "{'index': 0}");

        Run run = register("--package", onePackage.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().versions()).extracting(Version::isDefault).containsExactly(false, true);
    }

    @Test
    void a_removal_leaves_nothing() throws IOException {
        register("--package", onePackage.toString());
        register("--package", anotherPackage.toString());

        Run run = register("--remove");
        Run again = register("--remove");

        assertThat(run.status()).as(run.output()).isZero();
        assertNothingIsLeft();
        assertThat(again.status()).as(again.output()).isZero();
        assertThat(again.output()).contains("There is nothing of ./register here");
    }

    private static void assertNothingIsLeft() {
        State state = aws.state();
        assertThat(state.versions()).isEmpty();
        assertThat(state.stacks()).isEmpty();
        assertThat(state.roles()).isZero();
        assertThat(state.buckets()).isZero();
        assertThat(state.logGroups()).isEmpty();
    }

    @Test
    void a_dry_removal_changes_nothing() throws IOException {
        register("--package", onePackage.toString());
        State before = aws.state();

        Run run = register("--remove", "--dry-run");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(STACKS)
                .contains(before.versions().get(0).arn(), "Nothing was changed");
        assertThat(aws.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_removal_after_a_break_at_any_call_goes_on_where_the_other_ended(boolean after) throws IOException {
        int call = 1;
        while (true) {
            nothing_is_there();
            register("--package", onePackage.toString());
            aws.configure("fail", "{'call': %d, 'after': %s, 'code': 'AccessDenied'}".formatted(call, after));

            Run broken = register("--remove");
            Run next = register("--remove");

            assertThat(next.status()).as(next.output()).isZero();
            assertNothingIsLeft();
            if (broken.status() == 0) {
                break;
            }
            call++;
        }
        // The version, the objects, three stacks.
        assertThat(call).isEqualTo(6);
    }

    @Test
    void a_removal_takes_along_what_a_broken_run_had_not_recorded() throws IOException {
        aws.configure("fail", "{'call': 6, 'after': true, 'code': 'AccessDenied'}");
        Run broken = register("--package", onePackage.toString());
        assertThat(broken.output()).contains("RegisterType is refused");

        Run run = register("--remove");

        assertThat(run.status()).as(run.output()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void a_removal_is_refused_while_a_stack_has_resources_of_the_type() throws IOException {
        register("--package", onePackage.toString());
        aws.configure("use", "{'stack': 'community-backup-recoverypoint-log'}");
        State before = aws.state();

        Run run = register("--remove");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("these stacks have resources of it: community-backup-recoverypoint-log");
        assertThat(aws.state()).isEqualTo(before);
    }

    @Test
    void a_removal_leaves_the_versions_of_others() throws IOException {
        aws.configure("versions", "{'count': 12}");
        register("--package", onePackage.toString());
        State before = aws.state();
        assertThat(before.versions().get(12).isDefault()).isTrue();

        Run refused = register("--remove");
        State after = aws.state();
        aws.configure("default", "{'index': 3}");
        Run run = register("--remove");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output())
                .contains("it is the default, and there are versions that ./register did not make")
                .contains("set-type-default-version --arn "
                        + before.versions().get(0).arn());
        assertThat(after).isEqualTo(before);
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(aws.state().versions()).hasSize(12);
        assertThat(aws.state().stacks()).isEmpty();
    }

    @Test
    void a_removal_is_refused_while_a_version_of_others_works_with_its_role() throws IOException {
        register("--package", onePackage.toString());
        String role = aws.state().versions().get(0).role();
        aws.configure("versions", "{'count': 1, 'role': '%s'}".formatted(role));
        State before = aws.state();

        Run run = register("--remove");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("works with its role", "deregister-type --arn");
        assertThat(aws.state()).isEqualTo(before);
    }

    @Test
    void help_needs_neither_credentials_nor_a_build() throws IOException {
        Run run = run(without(command("--help"), "AWS_ACCESS_KEY_ID"));

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("--dry-run", "--remove");
    }

    private static Run register(String... arguments) throws IOException {
        ProcessBuilder script = command(arguments);
        return registerPy.run(script.command().subList(1, script.command().size()), script.environment());
    }

    private static Run run(ProcessBuilder command) throws IOException {
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Run(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was stopped", e);
        }
    }

    /** A command with the local AWS in its environment, and without this machine's settings. */
    private static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("./register"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--poll", "0.05"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "example",
                "AWS_REGION", "eu-west-1",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true",
                "NO_PROXY", "127.0.0.1"));
        return builder;
    }

    private static ProcessBuilder without(ProcessBuilder command, String variable) {
        command.environment().remove(variable);
        return command;
    }

    private static Path zip(String name, Map<String, String> contents) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> content : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(content.getKey()));
                zip.write(content.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
