package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudwatch.LocalCloudWatch;
import community.backup.recoverypoint.QuotedRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that no credentials leave the packaged handler's process if AWS Backup refuses the signature and quotes the
 * signed request.
 */
class CredentialsIT {

    @Test
    void credentials_that_AWS_quotes_are_in_no_log_no_delivered_line_and_no_event(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (LocalCloudWatch cloudWatch = new LocalCloudWatch();
                ProcessAccount account = ProcessAccount.at(folder)
                        .reach("CLOUDWATCH", cloudWatch.endpoint())
                        .reach("CLOUDWATCH_LOGS", cloudWatch.endpoint())
                        .start()) {
            ObjectNode read = read(account);
            for (String awsMessage : QuotedRequests.texts().toList()) {
                account.backup
                        .faults()
                        .inject(
                                Fault.error(AwsError.common("InvalidSignatureException", 403, awsMessage)),
                                BackupOperation.DESCRIBE_RECOVERY_POINT)
                        .times(1);

                ProcessAccount.TimedAnswer answer = account.invoke(read);

                assertThat(answer.code()).isEqualTo("InvalidCredentials");
                assertThat(answer.event().toString()).doesNotContain(QuotedRequests.secrets());
            }
            List<String> delivered =
                    cloudWatch.streams().values().stream().flatMap(List::stream).toList();
            assertThat(String.join("\n", delivered))
                    .contains("(left out)", "code=InvalidCredentials")
                    .doesNotContain(QuotedRequests.secrets());
            assertThat(account.log())
                    .contains("(left out)", "code=InvalidCredentials")
                    .doesNotContain(QuotedRequests.secrets());
        }
    }

    private static ObjectNode read(ProcessAccount account) {
        String arn = account.world
                .point(ProcessAccount.VAULT, ProtectedResourceType.EFS)
                .put();
        ObjectNode credentials = HandlerRequests.JSON.valueToTree(Map.of(
                "accessKeyId", QuotedRequests.KEY_ID,
                "secretAccessKey", QuotedRequests.SECRET,
                "sessionToken", QuotedRequests.TOKEN));
        ObjectNode read =
                HandlerRequests.of("READ", properties("BackupVaultName", ProcessAccount.VAULT, "RecoveryPointId", arn));
        ((ObjectNode) read.get("requestData"))
                .put("providerLogGroupName", "the-log")
                .<ObjectNode>set("callerCredentials", credentials)
                .set("providerCredentials", credentials);
        return read;
    }
}
