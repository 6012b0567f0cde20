package community.backup.wait;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.failure.AwsText;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests all decisions after a poll. */
@NullMarked
class DeletionTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static Optional<RecoveryPoint> in(PointStatus status) {
        return Optional.of(RecoveryPoint.builder()
                .vaultName("v")
                .arn("arn:aws:backup:r:1:recovery-point:x")
                .status(status)
                .statusText(status.name())
                .build());
    }

    private static Decision judge(PointStatus status, @Nullable Duration sinceAccepted, boolean isLastPoll) {
        return Deletion.judge(in(status), sinceAccepted, LONG, false, LONG, isLastPoll);
    }

    @Test
    void gone_is_not_believed_while_the_request_is_refused_as_if_it_were_there() {
        assertThat(Deletion.judge(Optional.empty(), null, LONG, false, LONG, false))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void gone_is_done_once_the_request_was_accepted() {
        assertThat(Deletion.judge(Optional.empty(), Duration.ZERO, LONG, false, LONG, true))
                .isInstanceOf(Decision.Done.class);
        assertThat(Deletion.judge(Optional.empty(), LONG, LONG, false, LONG, false))
                .isInstanceOf(Decision.Done.class);
    }

    @ParameterizedTest
    @EnumSource(value = PointStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "EXPIRED")
    void every_status_but_expired_is_waited_for_until_the_last_chance(PointStatus status) {
        assertThat(judge(status, LONG, false)).isInstanceOf(Decision.Wait.class);
        assertThat(judge(status, null, false)).isInstanceOf(Decision.Wait.class);
        assertThat(judge(status, LONG, true)).isInstanceOf(Decision.Failed.class);
    }

    @Test
    void expired_before_the_request_is_the_end_only_after_the_longer_grace() {
        Duration grace = Deletion.GRACE_IF_EXPIRED_BEFORE;

        assertThat(Deletion.judge(in(PointStatus.EXPIRED), grace.minusMillis(1), grace, true, LONG, false))
                .isInstanceOf(Decision.Wait.class);
        assertThat(Deletion.judge(in(PointStatus.EXPIRED), grace, grace, true, LONG, false))
                .isInstanceOf(Decision.Failed.class);
    }

    @Test
    void expired_is_the_end_only_after_the_grace() {
        assertThat(judge(PointStatus.EXPIRED, null, false)).isInstanceOf(Decision.Wait.class);
        assertThat(judge(PointStatus.EXPIRED, Duration.ZERO, false)).isInstanceOf(Decision.Wait.class);
        assertThat(judge(PointStatus.EXPIRED, Deletion.GRACE.minusMillis(1), false))
                .isInstanceOf(Decision.Wait.class);
        assertThat(judge(PointStatus.EXPIRED, Deletion.GRACE, false)).isInstanceOf(Decision.Failed.class);
        assertThat(judge(PointStatus.EXPIRED, Duration.ZERO, true)).isInstanceOf(Decision.Failed.class);
    }

    @Test
    void expired_that_was_seen_just_now_may_be_an_old_look_however_long_ago_the_request_was() {
        Duration grace = Deletion.GRACE;

        assertThat(Deletion.judge(in(PointStatus.EXPIRED), LONG, grace.minusMillis(1), false, LONG, false))
                .isInstanceOf(Decision.Wait.class);
        assertThat(Deletion.judge(in(PointStatus.EXPIRED), LONG, grace, false, LONG, false))
                .isInstanceOf(Decision.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, , true",
        "EXPIRED, , true",
        "DELETING, , false",
        "CREATING, , true",
        "SHREDDING, , true",
        "COMPLETED, PT4M59.999S, false",
        "COMPLETED, PT5M, true",
        "AVAILABLE, PT5M, true",
        "EXPIRED, PT5M, false",
        "DELETING, PT5M, false",
        "SHREDDING, PT5M, false"
    })
    void the_request_is_made_until_accepted_and_again_where_it_left_no_trace(
            String status, @Nullable Duration sinceAccepted, boolean due) {
        assertThat(Deletion.requestIsDue(sinceAccepted, status)).isEqualTo(due);
    }

    @Test
    void the_first_invocation_asks() {
        assertThat(Deletion.requestIsDue(null, null)).isTrue();
    }

    @Test
    void expired_is_no_end_where_aws_backup_has_removed_it_all_the_same() {
        RecoveryPoint removed = RecoveryPoint.builder()
                .vaultName("v")
                .arn("arn:aws:backup:r:1:recovery-point:x")
                .status(PointStatus.EXPIRED)
                .statusText("EXPIRED")
                .storageClass("DELETED")
                .build();

        assertThat(Deletion.judge(Optional.of(removed), LONG, LONG, false, LONG, false))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void giving_up_says_what_aws_backup_says_where_it_says_something() {
        RecoveryPoint withoutMessage = in(PointStatus.DELETING).orElseThrow();
        RecoveryPoint withMessage = RecoveryPoint.builder()
                .vaultName("v")
                .arn(withoutMessage.arn())
                .status(PointStatus.DELETING)
                .statusText("DELETING")
                .statusMessage("Being archived")
                .build();

        assertThat(message(withoutMessage)).contains("DELETING for 1 h. ");
        assertThat(message(withMessage)).contains("DELETING for 1 h (Being archived). ");
    }

    @Test
    void expired_names_the_role_of_the_backup_where_it_is_known() {
        RecoveryPoint.RecoveryPointBuilder point = RecoveryPoint.builder()
                .vaultName("v")
                .arn("arn:aws:backup:r:1:recovery-point:x")
                .status(PointStatus.EXPIRED)
                .statusText("EXPIRED");

        assertThat(message(point.build())).contains("recovery-point:x: it is EXPIRED", "AWS Backup gives no reason.");
        assertThat(message(point.roleArn("arn:aws:iam::1:role/backup").build()))
                .contains("recovery-point:x, made with the backup role arn:aws:iam::1:role/backup: it is EXPIRED");
    }

    private static String message(RecoveryPoint point) {
        return AwsText.fit(
                ((Decision.Failed) Deletion.judge(Optional.of(point), LONG, LONG, false, LONG, true)).message());
    }
}
