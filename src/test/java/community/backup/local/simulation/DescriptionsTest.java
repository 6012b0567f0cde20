package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Event logs and violations describe things in words, not as Java prints records. */
@NullMarked
class DescriptionsTest {
    /** The form in which Java prints a record or an Optional. */
    static final Pattern RAW = Pattern.compile("\\bOptional(\\[|\\.empty)|\\b[A-Z]\\w*\\[(\\w+=|])");

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final JobView JOB = new JobView(
            "J1",
            "vault",
            ProtectedResourceType.EBS,
            "volume",
            JobState.RUNNING,
            Optional.of("soon"),
            TIME,
            TIME,
            "snapshot",
            Optional.empty());

    static Stream<String> texts() {
        return Stream.of(
                Descriptions.of(JOB),
                Descriptions.of(new StackEvent(TIME, "main", "R1", "id", "type", "DELETE_FAILED", "why")),
                new GroundTruth.TargetPoint(Optional.of("snapshot"), Optional.of(JOB)).toString(),
                new GroundTruth.TargetPoint(Optional.of("snapshot"), Optional.empty()).toString(),
                GroundTruth.TargetPoint.NONE.toString(),
                new SimulatedInvocation.ObservedCall(
                                BackupOperation.DESCRIBE_RECOVERY_POINT,
                                "v",
                                "arn",
                                true,
                                "OK",
                                "EXPIRED",
                                false,
                                "stale",
                                TIME)
                        .toString());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void what_a_violation_quotes_is_in_words(String text) {
        assertThat(text).isNotBlank().doesNotContainPattern(RAW);
    }

    @Test
    void a_stack_that_does_not_go_is_described_by_its_status_its_reason_and_what_it_still_has() {
        StackView stack = new StackView(
                "main",
                "arn",
                "DELETE_FAILED",
                "R1 failed",
                Map.of(),
                Map.of(),
                new java.util.TreeMap<>(Map.of("R1", "a", "Vault", "b")));

        assertThat(Descriptions.of(stack)).isEqualTo("stack main is DELETE_FAILED (R1 failed) and still has R1, Vault");
    }

    @Test
    void no_line_of_an_event_log_prints_a_record() {
        for (long seed : LongStream.concat(LongStream.range(0, 10), LongStream.range(800, 804))
                .toArray()) {
            Life life = new Life(seed, null, true);
            assertThat(Simulation.run(life, seed)).isNull();

            assertThat(life.eventLog()).as("seed %d", seed).noneMatch(line -> RAW.matcher(line)
                    .find());
        }
    }
}
