package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the step-by-step pages with the AWS CLI on the local services. */
class ServedCommandsIT {
    private static final Pattern ARN = Pattern.compile("arn:aws:ec2:[a-z0-9-]+::snapshot/snap-[0-9a-f]+");

    /** Replaces the region on the pages with the region of the local account. */
    private static final String HERE = "eu-west-1=us-east-1";

    private Path folder;
    private ServedAccount account;

    @BeforeEach
    void serve(@TempDir Path tmpdir) throws IOException {
        folder = tmpdir;
        account = new ServedAccount(folder);
    }

    @AfterEach
    void end() {
        account.close();
    }

    private CommandCheck run(String... arguments) throws IOException, InterruptedException {
        CommandCheck result = CommandCheck.run(List.of(arguments), account.environment());
        assertThat(result.status()).as(result.output()).isZero();
        return result;
    }

    @Test
    void the_quick_start_makes_a_stack_and_deletes_it_line_by_line() throws IOException, InterruptedException {
        CommandCheck done = run("docs/quick-start.md");

        assertThat(done.carriedOut())
                .containsExactly(
                        "cloudformation deploy",
                        "cloudformation describe-stacks",
                        "cloudformation delete-stack",
                        "cloudformation wait");
        account.await("DELETE_COMPLETE +test-migration");
    }

    @Test
    void a_stuck_teardown_is_found_out_about_and_ended_by_the_commands_of_its_page()
            throws IOException, InterruptedException {
        account.arrange("roles", """
                {"arn": "arn:aws:iam::123456789012:role/poor", "mayNotDelete": ["EBS"], "mayCreateServiceLinkedRole": false}
                """);
        Path page = folder.resolve("page.md");
        Files.writeString(
                page, """
                ```
                aws cloudformation deploy --stack-name held --template-file '%s' --parameter-overrides \\
                  BackupRoleArn=arn:aws:iam::123456789012:role/poor ResourceArn=arn:aws:ec2:us-east-1:123456789012:volume/vol-0
                aws cloudformation delete-stack --stack-name held
                ```
                """.formatted(Path.of("examples", "one-backup.yaml").toAbsolutePath()));
        run(page.toString());
        account.await("DELETE_FAILED +held");
        JsonNode job = account.state().path("jobs").get(0);
        String continuous = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-held";
        account.arrange("points", """
                {"vault": "held-vault", "type": "RDS_CONTINUOUS", "arn": "%s"}
                """.formatted(continuous));

        CommandCheck done = run(
                "CONTINUOUS-ARN=" + continuous,
                "STACK=held",
                "VAULT=held-vault",
                "JOB=" + job.path("id").asText(),
                "ARN=" + job.path("pointArn").asText(),
                "REGION=us-east-1",
                "ACCOUNT=123456789012",
                "docs/stuck.md");

        assertThat(done.carriedOut())
                .contains(
                        "cloudformation describe-stack-events",
                        "cloudformation delete-stack",
                        "backup describe-recovery-point",
                        "backup list-recovery-points-by-backup-vault",
                        "backup delete-recovery-point",
                        "backup describe-backup-vault")
                .hasSizeGreaterThanOrEqualTo(11);
        account.await("DELETE_SKIPPED +Backup");
        account.await("DELETE_COMPLETE +held");
    }

    @Test
    void the_how_tos_can_be_followed_line_by_line() throws IOException, InterruptedException {
        CommandCheck done = run(
                HERE,
                "docs/how-to/alarm-on-expired.md",
                "docs/how-to/before-a-release.md",
                "docs/how-to/bucket.md",
                "docs/how-to/clean-teardown.md",
                "docs/how-to/keep-in-production.md",
                "docs/how-to/shared-role.md");

        assertThat(done.carriedOut())
                .contains("cloudformation delete-stack", "cloudformation wait")
                .filteredOn("cloudformation deploy"::equals)
                .hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void stacks_with_a_full_vault_are_deleted_by_the_commands_of_their_page() throws IOException, InterruptedException {
        Path page = folder.resolve("page.md");
        StringBuilder commands = new StringBuilder("```\n");
        for (String stack : List.of("test-nightly", "test-weekly")) {
            commands.append("""
                    aws cloudformation deploy --stack-name %s --template-file '%s' --parameter-overrides \\
                      BackupRoleArn=arn:aws:iam::123456789012:role/backup \\
                      ResourceArn=arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0a1b2c3d
                    """.formatted(
                            stack, Path.of("examples", "vault-with-a-plan.yaml").toAbsolutePath()));
        }
        Files.writeString(page, commands.append("```\n"));
        run(page.toString());
        account.arrange("points", "{\"vault\": \"test-nightly-vault\", \"type\": \"EFS\"}");
        account.arrange("points", "{\"vault\": \"test-weekly-vault\", \"type\": \"EFS\"}");
        Files.writeString(page, "```\naws cloudformation delete-stack --stack-name test-weekly\n```\n");
        run(page.toString());
        account.await("DELETE_FAILED +test-weekly");

        run(HERE, "docs/how-to/delete-a-vault.md");

        account.await("DELETE_COMPLETE +test-branch-42");
        account.await("DELETE_COMPLETE +test-nightly");
        account.await("DELETE_COMPLETE +empty-weekly");
        account.await("DELETE_COMPLETE +test-weekly");
        assertThat(account.state().path("vaults").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("Default");
    }

    @Test
    void a_recovery_point_is_imported_changed_let_go_of_and_imported_again_by_the_commands_of_its_page()
            throws IOException, InterruptedException {
        String snapshot = archive(Files.readString(Path.of("examples", "import-resources.json")));

        CommandCheck done = run(HERE, "docs/how-to/import.md");

        assertThat(done.carriedOut())
                .contains(
                        "cloudformation create-change-set",
                        "cloudformation describe-change-set",
                        "cloudformation execute-change-set",
                        "cloudformation detect-stack-drift");
        account.await("IMPORT_COMPLETE +owner");
        account.await("UPDATE_COMPLETE +Imported");
        account.await("DELETE_SKIPPED +Imported");
        account.await("DELETE_COMPLETE +owner");
        account.await("IMPORT_COMPLETE +test-migration");
        assertThat(account.state().at("/vaults/archive").findValuesAsText("arn"))
                .contains(snapshot);
    }

    @Test
    void cloud_control_makes_reads_lists_changes_and_deletes_both_types_by_the_commands_of_its_page()
            throws IOException, InterruptedException {
        CommandCheck done = run(HERE, "docs/local-cloudformation.md");

        assertThat(done.carriedOut())
                .containsOnlyOnce("backup create-backup-vault", "backup delete-backup-vault")
                .contains("cloudcontrol get-resource-request-status", "cloudcontrol list-resource-requests");
        for (String operation : List.of("create", "get", "update", "delete")) {
            assertThat(done.output())
                    .contains(
                            "aws cloudcontrol " + operation + "-resource --type-name Community::Backup::RecoveryPoint")
                    .contains(
                            "aws cloudcontrol " + operation + "-resource --type-name Community::Backup::VaultContents");
        }
        assertThat(account.state().path("vaults").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("Default");
    }

    /** Puts the recovery point that a text names into the vault {@code archive}; returns its ARN. */
    private String archive(String text) throws IOException, InterruptedException {
        account.arrange("vaults", "{\"name\": \"archive\"}");
        Matcher named = ARN.matcher(text);
        assertThat(named.find()).isTrue();
        account.arrange(
                "points", "{\"vault\": \"archive\", \"type\": \"EBS\", \"arn\": \"%s\"}".formatted(named.group()));
        return named.group();
    }
}
