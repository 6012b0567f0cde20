package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ChangesTest {
    /** An index that is being made is one; an index that failed or is being deleted is none. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    , DISABLED,
                    , ENABLED,  ENABLED
            PENDING,  ENABLED,
            ACTIVE,   ENABLED,
            ACTIVE,   DISABLED, DISABLED
            FAILED,   ENABLED,  ENABLED
            FAILED,   DISABLED,
            DELETING, ENABLED,  ENABLED
            DELETING, DISABLED,
            ACTIVE,           ,
            """)
    void an_index_is_changed_where_it_is_not_as_wanted(
            @Nullable String status, @Nullable String wanted, @Nullable String change) {
        assertThat(Changes.between(point(status), Optional.of(Map.of()), null, wanted, Map.of(), Map.of())
                        .index())
                .isEqualTo(change);
    }

    @Test
    void a_former_tag_is_removed_where_it_may_still_be_there() {
        Map<String, String> former = Map.of("gone", "1", "there", "2", "wanted", "3");
        Map<String, String> desired = Map.of("wanted", "3");

        assertThat(Changes.between(point(null), Optional.of(Map.of("there", "2")), null, null, desired, former)
                        .remove())
                .containsExactly("there");
        assertThat(Changes.between(point(null), Optional.empty(), null, null, desired, former)
                        .remove())
                .containsExactlyInAnyOrder("gone", "there");
    }

    private static RecoveryPoint point(@Nullable String indexStatus) {
        return RecoveryPoint.builder()
                .vaultName("v")
                .arn("arn:aws:ec2:eu-west-1::snapshot/snap-1")
                .status(PointStatus.COMPLETED)
                .statusText("COMPLETED")
                .indexStatus(indexStatus)
                .build();
    }
}
