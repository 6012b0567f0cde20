package community.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;

/** Compares our statuses with the SDK's. A new status must be classified before the code uses it. */
@NullMarked
class StatusTest {
    @ParameterizedTest
    @EnumSource(value = RecoveryPointStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
    void every_status_of_the_sdk_is_known(RecoveryPointStatus status) {
        assertThat(PointStatus.of(status.toString()))
                .isNotEqualTo(PointStatus.UNKNOWN)
                .hasToString(status.toString());
    }

    @ParameterizedTest
    @EnumSource(value = BackupJobState.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
    void every_job_state_of_the_sdk_is_known(BackupJobState state) {
        assertThat(JobStatus.of(state.toString()))
                .isNotEqualTo(JobStatus.UNKNOWN)
                .hasToString(state.toString());
    }

    @Test
    void what_nobody_knows_is_unknown_and_no_end() {
        assertThat(PointStatus.of("SHREDDING")).isEqualTo(PointStatus.UNKNOWN);
        assertThat(PointStatus.UNKNOWN.made()).isFalse();
        assertThat(JobStatus.of("DREAMING")).isEqualTo(JobStatus.UNKNOWN);
        assertThat(JobStatus.UNKNOWN.ended()).isFalse();
    }
}
