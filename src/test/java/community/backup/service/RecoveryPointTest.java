package community.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class RecoveryPointTest {
    private static RecoveryPoint.RecoveryPointBuilder point(PointStatus status) {
        return RecoveryPoint.builder()
                .vaultName("v")
                .arn("arn:aws:ec2:eu-west-1::snapshot/snap-1")
                .status(status)
                .statusText(status.name());
    }

    /** A job that ran for an hour reports two times. Until the later one, a read could show another state. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            COMPLETED, 2026-03-01T12:00:00Z, 2026-03-01T13:00:00Z, 2026-03-01T13:00:00Z
            COMPLETED, 2026-03-01T12:00:00Z, 2026-03-01T11:00:00Z, 2026-03-01T12:00:00Z
            AVAILABLE, 2026-03-01T12:00:00Z,                     , 2026-03-01T12:00:00Z
            EXPIRED,                       , 2026-03-01T13:00:00Z, 2026-03-01T13:00:00Z
            COMPLETED,                     ,                     ,
            CREATING,  2026-03-01T12:00:00Z,                     ,
            """)
    void it_was_made_at_the_later_of_the_times_that_are_told(
            PointStatus status, @Nullable Instant created, @Nullable Instant completed, @Nullable Instant expected) {
        assertThat(point(status)
                        .createdAt(created)
                        .completedAt(completed)
                        .build()
                        .madeAt())
                .isEqualTo(expected);
    }

    @Test
    void it_is_a_composite_only_where_aws_backup_says_so() {
        assertThat(point(PointStatus.COMPLETED).parent(true).build().isComposite())
                .isTrue();
        assertThat(point(PointStatus.COMPLETED).parent(false).build().isComposite())
                .isFalse();
        assertThat(point(PointStatus.COMPLETED).build().isComposite()).isFalse();
    }
}
