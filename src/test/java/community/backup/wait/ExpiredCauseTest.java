package community.backup.wait;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.failure.AwsText;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the messages about a recovery point that AWS Backup could not delete. */
@NullMarked
class ExpiredCauseTest {
    private static final String CHECKS = "Check in this order: (1) the backup role";

    private static String explain(@Nullable String reason) {
        return AwsText.fit(ExpiredCause.failure(RecoveryPoint.builder()
                        .vaultName("v")
                        .arn("arn:aws:backup:eu-west-1:123456789012:recovery-point:x")
                        .roleArn("arn:aws:iam::123456789012:role/backup")
                        .status(PointStatus.EXPIRED)
                        .statusText("EXPIRED")
                        .statusMessage(reason)
                        .build())
                .message());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void without_a_reason_no_cause_is_stated_and_the_checks_are_listed_in_order(@Nullable String reason) {
        assertThat(explain(reason))
                .contains("AWS Backup gives no reason.")
                .containsSubsequence(
                        "Check in this order",
                        "the backup role exists",
                        "AWSServiceRoleForBackup",
                        "iam:CreateServiceLinkedRole",
                        "encryption key",
                        "AMI",
                        "snapshot lock",
                        "Then delete the stack again.")
                .doesNotContain("Likely cause", "is gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The retention is over.",
                "Internal error",
                "The key figures of the job are missing",
                "The table is locked by another transaction",
                "The restore role was renamed",
                "Could not remove arn:aws:backup:eu-west-1:123456789012:backup-vault:snapshot-lock",
                "Could not reach arn:aws:iam::123456789012:role/access-denied-not-authorized-to-perform",
                "Could not read arn:aws:dynamodb:eu-west-1:123456789012:table/KMSInvalidStateException/backup/1"
            })
    void an_unknown_reason_is_quoted_and_states_no_cause(String reason) {
        assertThat(explain(reason))
                .contains("AWS Backup says: " + reason, CHECKS)
                .doesNotContain("Likely cause");
    }

    @Test
    void a_locked_vault_does_not_send_anybody_to_unlock_a_snapshot() {
        assertThat(explain("The backup vault is locked"))
                .contains("Likely cause: the backup vault is locked.", "until their retention ends")
                .doesNotContain("snapshot");
    }

    @Test
    void a_role_that_is_named_after_a_key_does_not_blame_the_key() {
        assertThat(explain("IAM Role arn:aws:iam::123456789012:role/kms-backup cannot be assumed by AWS Backup"))
                .contains("Likely cause: AWS Backup cannot assume the backup role.", "Restore the backup role")
                .doesNotContain("Enable the key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The snapshot snap-1 is currently in use by ami-2 (Error Code: InvalidSnapshot.InUse) | Deregister the AMI",
                "The snapshot snap-1 is locked and cannot be deleted (Error Code: SnapshotLocked) | Unlock the snapshot",
                "The snapshot arn:aws:ec2:eu-west-1::snapshot/snap-1 is locked | Unlock the snapshot",
                "Snapshot lock is in effect | Unlock the snapshot",
                "The vault arn:aws:backup:eu-west-1:123456789012:backup-vault:v is locked | A locked vault keeps",
                "The KMS key is disabled | Enable the key",
                "arn:aws:kms:r:1:key/1 is disabled. (Service: Kms, Status Code: 400) | Enable the key",
                "KMSInvalidStateException | Enable the key",
                "The encryption key arn:aws:kms:r:1:key/1 is pending deletion | Enable the key",
                "arn:aws:iam::1:role/r is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:r:1:key/1 | Enable the key",
                "Access Denied trying to call AWS Backup service | Restore the backup role",
                "You are not authorized to perform this operation. | Restore the backup role",
                "IAM Role kms-backup cannot be assumed by AWS Backup | Restore the backup role"
            })
    void a_phrase_of_aws_leads_to_its_remedy(String reason, String remedy) {
        assertThat(explain(reason)).contains("Likely cause: ", remedy).doesNotContain(CHECKS);
    }
}
