package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.backup.service.Arn;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class RecoveryPointIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:ec2:us-east-1::snapshot/snap-05f426fd8kdjb4224",
                "arn:aws-us-gov:ec2:us-gov-west-1::image/ami-0a1",
                "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-9d3c",
                "arn:aws:dynamodb:us-east-1:123456789012:table/T/backup/01547087347000-c8b6kdk3",
                "arn:aws:backup:us-east-1:123456789012:recovery-point:my.bucket-20211231900000-5ec207d0",
                "arn:aws-cn:fsx:cn-north-1:123456789012:backup/backup-1",
                "backup-job/5F8B5F2D-1C1C-4C0E-8D1A-0A6B7C8D9E0F/2026-03-01T12:00:00.123Z",
                "backup-job/1/1970-01-01T00:00:00Z"
            })
    void an_identity_reads_back_as_it_was_written(String text) {
        assertThat(RecoveryPointId.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "snap-1",
                "arn:aws",
                "backup-job/",
                "backup-job/a/b",
                "backup-job/a/-1000000000-01-01T00:00:00Z",
                "backup-job/a/+1000000000-12-31T23:59:59Z",
                "backup-job/a b/1970-01-01T00:00:00Z",
                "arn:aws:ec2:x::snapshot/ snap"
            })
    void anything_else_is_none(String text) {
        assertThat(RecoveryPointId.parse(text)).isEmpty();
    }

    @Test
    void no_arn_is_a_job_and_no_job_an_arn() {
        assertThat(RecoveryPointId.parse("backup-job/a/1970-01-01T00:00:00Z").orElseThrow())
                .isEqualTo(new RecoveryPointId.OfJob("a", Instant.EPOCH));
        assertThatThrownBy(() -> new RecoveryPointId.OfArn("backup-job/a/1970-01-01T00:00:00Z"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecoveryPointId.OfJob("arn:aws:x", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_longest_is_one_and_a_longer_is_none() {
        String arn = "arn:aws:backup:us-east-1:123456789012:recovery-point:";
        String longest = arn + "x".repeat(Arn.LONGEST - arn.length());

        assertThat(RecoveryPointId.parse(longest)).isPresent();
        assertThat(RecoveryPointId.parse(longest + "x")).isEmpty();
    }
}
