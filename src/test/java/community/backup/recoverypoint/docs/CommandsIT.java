package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI accepts every command of the documents. tools/check-commands.py describes the check. */
class CommandsIT {

    @Test
    void the_aws_cli_takes_every_command_of_every_page() throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        for (String folder : List.of(".", "docs", "docs/decisions", "docs/how-to", "examples", "registration", "cdk")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.map(Path::toString).filter(name -> name.endsWith(".md")).forEach(pages::add);
            }
        }

        CommandCheck result = CommandCheck.run(pages, Map.of());

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("(?m)^[0-9]{2,} commands checked, 0 wrong$");
    }

    @Test
    void what_the_aws_cli_would_not_take_is_found(@TempDir Path folder) throws IOException, InterruptedException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                `aws backup no-such-command`, `aws backup describe-recovery-point --recovery-point-arn ARN`

                ```
                VAULT=a-vault
                aws backup list-recovery-points-by-backup-vault --backup-vault-name $VAULT \\
                  --query "RecoveryPoints[].RecoveryPointArns"
                aws backup describe-backup-vault --backup-vault-name $VAULT --no-such-option 1
                aws backup describe-backup-vault --backup-vault-name $VAULT
                aws backup list-backup-vaults --query BackupVaultList[].BackupVaultName
                ```
                """);

        CommandCheck result = CommandCheck.run(List.of(page.toString()), Map.of());

        assertThat(result.status()).isOne();
        assertThat(result.output())
                .contains("backup has no command no-such-command")
                .contains("required: --backup-vault-name")
                .contains("its answer has no RecoveryPointArns")
                .contains("Unknown options: --no-such-option")
                .contains("zsh reads BackupVaultList[].BackupVaultName as a pattern")
                .contains("6 commands checked, 5 wrong");
    }
}
