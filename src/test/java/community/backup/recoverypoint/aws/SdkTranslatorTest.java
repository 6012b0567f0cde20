package community.backup.recoverypoint.aws;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.recoverypoint.point.RecoveryPoint;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;

@NullMarked
class SdkTranslatorTest {
    @Test
    void the_dates_that_follow_from_a_lifecycle_are_told_each_by_itself() {
        Instant cold = Instant.parse("2026-04-01T12:00:00Z");
        Instant end = Instant.parse("2026-08-01T12:00:00Z");

        RecoveryPoint point = SdkTranslator.point(
                "v",
                DescribeRecoveryPointResponse.builder()
                        .recoveryPointArn("arn:aws:ec2:eu-west-1::snapshot/snap-1")
                        .status("COMPLETED")
                        .calculatedLifecycle(
                                each -> each.moveToColdStorageAt(cold).deleteAt(end))
                        .build());

        assertThat(point.moveToColdStorageAt()).isEqualTo(cold);
        assertThat(point.deleteAt()).isEqualTo(end);
    }
}
