package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import community.backup.service.BackupJob;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which listed recovery point belongs to a job that AWS Backup has forgotten. Here AWS Backup applies no filters,
 * so the result must not depend on them.
 */
@NullMarked
class ResolutionTest {
    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = CREATED.plus(Resolution.REMEMBERED);
    private static final RecoveryPointId JOB = new RecoveryPointId.OfJob("4F00-1A", CREATED);
    private static final String VOLUME = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    private static final String ONE = "arn:aws:ec2:eu-west-1::snapshot/snap-1";

    private final RecoveryPoints points = mock(RecoveryPoints.class);

    private static RecoveryPoint.RecoveryPointBuilder backup() {
        return RecoveryPoint.builder()
                .vaultName("v")
                .arn(ONE)
                .status(PointStatus.COMPLETED)
                .statusText("COMPLETED")
                .resourceArn(VOLUME)
                .roleArn(ROLE)
                .createdAt(CREATED);
    }

    private Resolution resolve(@Nullable String resourceArn, RecoveryPoint... listed) {
        when(points.job("4F00-1A")).thenReturn(Optional.empty());
        when(points.pages(any())).thenAnswer(call -> List.of(List.of(listed)).iterator());
        return Resolution.of(sought(resourceArn), points, NOW);
    }

    private static Resolution.Sought sought(@Nullable String resourceArn) {
        return new Resolution.Sought(JOB, "v", null, resourceArn, new LinkedHashSet<>());
    }

    @Test
    void the_only_candidate_is_named_and_never_taken() {
        assertThat(resolve(VOLUME, backup().build())).isEqualTo(new Resolution.Unclear(List.of(ONE)));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                other("made by a plan", each -> each.planId("plan")),
                other("copied", each -> each.sourceVaultArn("arn:aws:backup:eu-west-1:123456789012:backup-vault:w")),
                other("nested", each -> each.parentArn("arn:aws:backup:eu-west-1:123456789012:recovery-point:c")),
                other("of another resource", each -> each.resourceArn(VOLUME + "2")),
                other(
                        "made before the job",
                        each -> each.createdAt(CREATED.minus(Resolution.BEFORE).minusMillis(1))),
                other(
                        "made when no create waits any more",
                        each -> each.createdAt(CREATED.plus(Resolution.AFTER).plusMillis(1))));
    }

    private static Arguments other(String what, UnaryOperator<RecoveryPoint.RecoveryPointBuilder> change) {
        return Arguments.of(what, change.apply(backup()).build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void what_cannot_be_the_jobs_is_neither_the_one_nor_in_the_way(String what, RecoveryPoint other) {
        RecoveryPoint further = backup().arn(ONE + "2").build();

        assertThat(resolve(VOLUME, other)).isInstanceOf(Resolution.None.class);
        assertThat(resolve(VOLUME, other, further)).isEqualTo(new Resolution.Unclear(List.of(further.arn())));
    }

    @Test
    void the_window_has_its_ends() {
        RecoveryPoint first =
                backup().createdAt(CREATED.minus(Resolution.BEFORE)).build();
        RecoveryPoint last = backup().createdAt(CREATED.plus(Resolution.AFTER)).build();

        assertThat(resolve(VOLUME, first)).isInstanceOf(Resolution.Unclear.class);
        assertThat(resolve(VOLUME, last)).isInstanceOf(Resolution.Unclear.class);
    }

    @Test
    void what_aws_backup_does_not_tell_excludes_nothing_and_proves_nothing() {
        RecoveryPoint bare = backup().createdAt(null).resourceArn(null).build();

        assertThat(resolve(VOLUME, bare)).isEqualTo(new Resolution.Unclear(List.of(ONE)));
    }

    @Test
    void two_that_can_be_it_are_named_and_none_is_taken() {
        assertThat(resolve(VOLUME, backup().build(), backup().arn(ONE + "2").build()))
                .isEqualTo(new Resolution.Unclear(List.of(ONE, ONE + "2")));
    }

    @Test
    void without_the_resource_only_the_jobs_id_in_the_arn_proves_it() {
        String marked = "arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:job-4f00-1a";

        assertThat(resolve(null, backup().build())).isEqualTo(new Resolution.Unclear(List.of(ONE)));
        assertThat(resolve(null, backup().build(), backup().arn(marked).build()))
                .isEqualTo(new Resolution.Known(marked, CREATED.plus(Resolution.AFTER)));
        assertThat(resolve(
                        VOLUME,
                        backup().arn(marked).build(),
                        backup().arn(marked.replace("job-", "copy-")).build()))
                .isInstanceOf(Resolution.Unclear.class);
    }

    @Test
    void an_id_within_an_arn_is_no_mark() {
        String within = "arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:job-4f00-1a-2";

        assertThat(resolve(null, backup().arn(within).build())).isInstanceOf(Resolution.Unclear.class);
        assertThat(resolve(
                        null,
                        backup().arn(within.replace("job-", "job-x").replace("-2", ""))
                                .build()))
                .isInstanceOf(Resolution.Unclear.class);
    }

    @Test
    void a_job_is_not_forgotten_but_not_shown_yet_while_it_is_young() {
        when(points.job("4F00-1A")).thenReturn(Optional.empty());

        assertThat(Resolution.of(
                        sought(VOLUME), points, CREATED.plus(Resolution.SHOWN).minusMillis(1)))
                .isInstanceOf(Resolution.InTheMaking.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT5H", "P27DT23H"})
    void a_job_that_is_not_found_before_aws_backup_can_have_forgotten_it_is_waited_for(Duration age) {
        when(points.job("4F00-1A")).thenReturn(Optional.empty());

        assertThat(Resolution.of(sought(VOLUME), points, CREATED.plus(age)))
                .isEqualTo(new Resolution.JobNotFound("4F00-1A"));
    }

    @Test
    void a_job_of_the_future_is_no_identity() {
        assertThat(Resolution.of(sought(VOLUME), points, CREATED.minus(Duration.ofHours(1))))
                .isInstanceOf(Resolution.None.class);
    }

    @Test
    void an_identity_that_does_not_match_its_job_is_refused() {
        BackupJob another = BackupJob.notShownYet("4F00-1A", CREATED.plus(Duration.ofDays(1)), VOLUME);
        when(points.job("4F00-1A")).thenReturn(Optional.of(another));

        assertThat(Resolution.of(sought(VOLUME), points, NOW))
                .isEqualTo(new Resolution.Mismatch(CREATED.plus(Duration.ofDays(1))));
    }
}
