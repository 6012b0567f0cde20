package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples do what their heads say, deployed and torn down by the packaged handler. Those that take over a recovery point need one:
 * {@code ./demo} deploys them, and AdviceTest adopt-and-keep.yaml.
 */
class ExamplesIT {
    private static final String ROLE = "BackupRoleArn=arn:aws:iam::123456789012:role/backup";

    @ParameterizedTest
    @CsvSource({
        "before-a-release, DatabaseArn=arn:aws:rds:us-east-1:123456789012:db:orders Release=2.4.0, BeforeTheRelease",
        "bucket, BucketArn=arn:aws:s3:::reports, Backup",
        "keep-in-production, ResourceArn=arn:aws:dynamodb:us-east-1:123456789012:table/orders, TestBackup",
    })
    void what_a_stack_has_backed_up_goes_with_it(
            String example, String parameters, String resource, @TempDir Path tmpdir)
            throws IOException, InterruptedException {
        String said = demo(example, parameters, tmpdir);

        assertThat(said)
                .containsSubsequence(
                        "CREATE_COMPLETE      " + resource,
                        "CREATE_COMPLETE      mine",
                        "DELETE_COMPLETE      " + resource,
                        "DELETE_COMPLETE      mine");
    }

    @Test
    void in_production_the_backup_and_its_vault_stay(@TempDir Path tmpdir) throws IOException, InterruptedException {
        String said = demo(
                "keep-in-production",
                "Stage=production ResourceArn=arn:aws:dynamodb:us-east-1:123456789012:table/orders",
                tmpdir);

        assertThat(said)
                .contains("DELETE_SKIPPED       KeptBackup", "DELETE_SKIPPED       KeptVault")
                .contains("DELETE_COMPLETE      mine")
                .doesNotContain("TestBackup");
    }

    @Test
    void every_example_is_in_their_list() throws IOException {
        String list = Files.readString(Path.of("examples", "README.md"));
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            assertThat(examples.map(Path::getFileName).map(Path::toString).filter(name -> name.endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(list).contains("[" + name + "](" + name + ")"));
        }
    }

    private static String demo(String example, String parameters, Path tmpdir)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("examples/" + example + ".yaml", ROLE));
        arguments.addAll(List.of(parameters.split(" ", -1)));
        return DemoProcess.run(arguments, tmpdir);
    }
}
