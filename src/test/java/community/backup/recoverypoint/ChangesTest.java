package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ChangesTest {
    @Test
    void a_former_tag_is_removed_where_it_may_still_be_there() {
        Map<String, String> former = Map.of("gone", "1", "there", "2", "wanted", "3");
        Map<String, String> desired = Map.of("wanted", "3");

        assertThat(Changes.between(point(), Optional.of(Map.of("there", "2")), null, desired, former)
                        .remove())
                .containsExactly("there");
        assertThat(Changes.between(point(), Optional.empty(), null, desired, former)
                        .remove())
                .containsExactlyInAnyOrder("gone", "there");
    }

    private static RecoveryPoint point() {
        return RecoveryPoint.builder()
                .vaultName("v")
                .arn("arn:aws:ec2:eu-west-1::snapshot/snap-1")
                .status(PointStatus.COMPLETED)
                .statusText("COMPLETED")
                .build();
    }
}
