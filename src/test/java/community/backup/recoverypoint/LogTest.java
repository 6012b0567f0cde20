package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** Tests the handler's own line of each invocation: exactly one, always of the same form, and without secrets. */
@NullMarked
class LogTest {
    private static final String[] KEYS = {
        "operation",
        "vault",
        "id",
        "first",
        "elapsed",
        "status",
        "errors",
        "outcome",
        "code",
        "failure",
        "skipped",
        "delay"
    };
    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^\" =]+)( |$)");
    private static final String SECRET = "s3cr3t";

    private final LocalAccount account = new LocalAccount();

    /** The pairs of a line. The line must consist only of pairs. */
    private static Map<String, String> pairs(String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(line);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            pairs.put(pair.group(1), pair.group(2));
            end = pair.end();
        }
        assertThat(end).as("understood of: " + line).isEqualTo(line.length());
        return pairs;
    }

    private void has(int lines) {
        assertThat(account.log).hasSize(lines).allSatisfy(line -> assertThat(pairs(line))
                .containsOnlyKeys(KEYS));
        account.log.clear();
    }

    @Test
    void every_invocation_of_every_operation_leaves_one_line_of_the_same_form() {
        LocalAccount.Run created = account.create(backupOf(EFS));
        has(created.steps().size());
        ResourceModel model = created.model();
        account.read(model);
        has(1);
        account.update(model.toBuilder().tags(Set.of(new Tag("a", "b"))).build(), model);
        has(1);
        account.list(ResourceModel.builder().backupVaultName(VAULT).build());
        has(1);
        LocalAccount.Run deleted = account.delete(model);
        has(deleted.steps().size());
        account.delete(model);
        has(1);
        account.read(ResourceModel.builder().build());
        has(1);
    }

    @Test
    void the_line_of_a_failure_has_the_codes_of_its_message() {
        account.read(ResourceModel.builder().build());

        assertThat(account.log).singleElement().satisfies(line -> assertThat(pairs(line))
                .containsEntry("failure", "BACKUP-INVALID-PROPERTY"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "a\noperation=DELETE outcome=SUCCESS",
                "a\r\u0085\u2028b",
                "a\" outcome=\"SUCCESS",
                "back\\slash\\",
                "a=b",
                "\u001b[2J",
                ""
            })
    void a_value_of_the_template_cannot_pretend_to_be_more_than_a_value(String text) {
        ResourceModel model = identified("arn:aws:ec2:eu-west-1::snapshot/" + text);
        model.setBackupVaultName(VAULT + text);

        account.read(model);

        assertThat(account.log).singleElement().satisfies(line -> {
            assertThat(line).matches("[ -~]*");
            assertThat(pairs(line))
                    .containsOnlyKeys(KEYS)
                    .containsEntry("operation", "READ")
                    .containsEntry("outcome", "FAILED");
        });
    }

    @Test
    void a_value_without_end_is_cut() {
        account.read(identified("x".repeat(1_000_000)));

        assertThat(account.log).singleElement().satisfies(line -> assertThat(line)
                .hasSizeLessThan(3000));
    }

    @Test
    void tags_options_and_credentials_are_in_no_line() {
        Map<String, String> stackTags = Map.of("stack-" + SECRET, SECRET);
        ResourceModel wanted = backupOf(EBS);
        wanted.setTags(Set.of(new Tag("own-" + SECRET, SECRET)));
        wanted.setBackupOptions(Map.of("WindowsVSS", SECRET));
        ResourceModel created = account.run(Operations.CREATE, new Call(wanted).stackTags(stackTags))
                .model();
        account.update(created.toBuilder().tags(Set.of(new Tag("more", SECRET))).build(), created);
        account.delete(created);
        ResourceModel imported = identified(account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("found", SECRET)
                .put());
        account.update(imported.toBuilder().tags(Set.of(new Tag("own", SECRET))).build(), imported);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidParameterValueException", 400, null, "Invalid tag: " + SECRET)),
                        BackupOperation.START_BACKUP_JOB)
                .times(1);
        account.create(wanted);

        assertThat(account.log)
                .hasSizeGreaterThan(5)
                .noneMatch(line -> line.contains(SECRET)
                        || line.contains("AKIDEXAMPLE")
                        || line.contains("secret")
                        || line.contains("token"));
    }

    @Test
    void an_invocation_without_credentials_leaves_a_line_as_well() {
        ResourceHandlerRequest<ResourceModel> request = new ResourceHandlerRequest<>();
        request.setDesiredResourceState(backupOf(EFS));

        account.withoutCredentials(Operations.CREATE, request);

        assertThat(account.log).isEqualTo(List.of("operation=CREATE outcome=FAILED code=InvalidCredentials"));
    }
}
