package community.backup.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the cause of a refusal, which follows from AWS's message. */
@NullMarked
class RefusalCauseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LEGAL_HOLD | The recovery point cannot be deleted because it has active legal hold(s)",
                "VAULT_LOCK | Recovery point cannot be deleted because its backup vault is locked.",
                "MINIMUM_RETENTION | Recovery point cannot be deleted before its vault's minimum retention of 7 days.",
                "CONTINUOUS | A Multi-AZ DB instance must have automated backups enabled",
                "CONTINUOUS | The retention period of a continuous backup cannot be set to 0",
                "CONTINUOUS | RDS refuses a backup retention of 0 days",
                "OTHER | Recovery point cannot be deleted because it contains nested recovery points.",
                "OTHER | arn:aws:backup:r:1:recovery-point:continuous:db-multi-az-retention cannot be deleted",
                "OTHER | arn:aws:backup:r:1:backup-vault:locked refuses"
            })
    void the_cause_is_what_the_message_says_outside_of_arns(RefusalCause cause, String message) {
        assertThat(RefusalCause.of(message)).isEqualTo(cause);
    }
}
