package community.backup.recoverypoint.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
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

/**
 * Which of the recovery points that a vault lists a forgotten job's is, whatever AWS Backup's filters let pass: here it
 * applies none of them.
 */
@NullMarked
class ResolutionTest {
    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = CREATED.plus(Resolution.AFTER.multipliedBy(30));
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
        when(points.all(any())).thenReturn(List.of(listed));
        return Resolution.of(sought(resourceArn, ROLE), points, NOW);
    }

    private static Resolution.Sought sought(@Nullable String resourceArn, @Nullable String roleArn) {
        return new Resolution.Sought(JOB, "v", null, resourceArn, roleArn);
    }

    @Test
    void the_only_backup_of_the_resource_is_the_one_and_old() {
        assertThat(resolve(VOLUME, backup().build()))
                .isEqualTo(new Resolution.Known(ONE, CREATED.plus(Resolution.AFTER)));
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
        assertThat(resolve(VOLUME, other, further))
                .isEqualTo(new Resolution.Known(further.arn(), CREATED.plus(Resolution.AFTER)));
    }

    @Test
    void the_window_has_its_ends() {
        RecoveryPoint first =
                backup().createdAt(CREATED.minus(Resolution.BEFORE)).build();
        RecoveryPoint last = backup().createdAt(CREATED.plus(Resolution.AFTER)).build();

        assertThat(resolve(VOLUME, first)).isInstanceOf(Resolution.Known.class);
        assertThat(resolve(VOLUME, last)).isInstanceOf(Resolution.Known.class);
    }

    @Test
    void what_aws_backup_does_not_tell_excludes_nothing_and_proves_nothing() {
        RecoveryPoint bare = backup().createdAt(null).resourceArn(null).build();

        assertThat(resolve(VOLUME, bare)).isEqualTo(new Resolution.Unclear(List.of(ONE)));
        assertThat(resolve(VOLUME, backup().createdAt(null).build())).isInstanceOf(Resolution.Known.class);
    }

    @Test
    void the_only_backup_is_not_taken_for_the_jobs_where_another_role_made_it() {
        RecoveryPoint others = backup().roleArn(ROLE + "-of-somebody").build();

        assertThat(resolve(VOLUME, others)).isEqualTo(new Resolution.Unclear(List.of(ONE)));
        assertThat(resolve(VOLUME, backup().roleArn(null).build())).isEqualTo(new Resolution.Unclear(List.of(ONE)));
        assertThat(Resolution.of(sought(VOLUME, null), points, NOW)).isEqualTo(new Resolution.Unclear(List.of(ONE)));
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
        when(points.all(any())).thenReturn(List.of());

        assertThat(Resolution.of(
                        sought(VOLUME, ROLE),
                        points,
                        CREATED.plus(Resolution.SHOWN).minusMillis(1)))
                .isInstanceOf(Resolution.InTheMaking.class);
        assertThat(Resolution.of(sought(VOLUME, ROLE), points, CREATED.plus(Resolution.SHOWN)))
                .isInstanceOf(Resolution.None.class);
    }
}
