package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import community.backup.failure.FailureCode;
import community.backup.failure.RefusalCause;
import community.backup.handler.Outcomes;
import community.backup.service.DeletionAnswer;
import community.backup.service.PointQuery;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import community.backup.wait.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Tests one pass over the nested recovery points of a composite, with answers that AWS Backup rarely gives. The local
 * AWS Backup never gives some of them.
 */
@NullMarked
class NestedDeletionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String COMPOSITE = arn("composite");
    private static final DeletionAnswer ACCEPTED = new DeletionAnswer.Accepted();
    private static final DeletionAnswer BUSY = new DeletionAnswer.Busy("Another action.");
    private static final DeletionAnswer.Refused HELD =
            new DeletionAnswer.Refused(HandlerErrorCode.InvalidRequest, "It is held.", RefusalCause.LEGAL_HOLD);
    private static final DeletionAnswer.Refused NOT_EMPTY = new DeletionAnswer.Refused(
            HandlerErrorCode.InvalidRequest, "It has nested recovery points.", RefusalCause.OTHER);
    private static final DeletionAnswer.Refused WITH_ITS_PARENT =
            new DeletionAnswer.Refused(HandlerErrorCode.InvalidRequest, "It goes with its parent.", RefusalCause.OTHER);

    private final RecoveryPoints points = mock(RecoveryPoints.class);
    private final OperationState state = mock(OperationState.class);
    private final RequestFacts facts = mock(RequestFacts.class);
    private final Invocation invocation = new Invocation(
            facts, state, points, mock(Tags.class), new Outcomes<>(state, mock(Stopwatch.class), () -> false, () -> 0));
    private final Stopwatch watch = mock(Stopwatch.class);

    @BeforeEach
    void an_invocation_with_time_left() {
        when(facts.vaultName()).thenReturn("v");
        when(state.watch()).thenReturn(watch);
        when(state.nowMillis()).thenReturn(NOW.toEpochMilli());
        when(state.since(null)).thenReturn(null);
        when(state.context()).thenReturn(CallbackContext.builder().build());
        when(state.inStatus()).thenReturn(Duration.ZERO);
        when(watch.elapsed()).thenReturn(Duration.ofMinutes(3));
        when(points.pages(any())).thenAnswer(call -> Collections.emptyIterator());
        when(points.delete(eq("v"), anyString())).thenReturn(ACCEPTED);
    }

    private static String arn(String name) {
        return "arn:aws:backup:eu-west-1:123456789012:recovery-point:" + name;
    }

    private static RecoveryPoint.RecoveryPointBuilder nested(String name, PointStatus status, String parent) {
        return RecoveryPoint.builder()
                .vaultName("v")
                .arn(arn(name))
                .status(status)
                .statusText(status.name())
                .parentArn(parent);
    }

    private void holds(String parent, RecoveryPoint... nested) {
        when(points.pages(PointQuery.nestedIn("v", parent)))
                .thenAnswer(call -> List.of(List.of(nested)).iterator());
    }

    private void accepted(String name, @Nullable Duration ago) {
        Long at = NOW.toEpochMilli();
        when(state.context())
                .thenReturn(CallbackContext.builder()
                        .nestedAccepted(Map.of(arn(name), at))
                        .build());
        when(state.since(at)).thenReturn(ago);
    }

    private void expired(String name, Duration accepted, Duration seen) {
        Long at = NOW.minus(accepted).toEpochMilli();
        Long since = NOW.minus(seen).toEpochMilli();
        when(state.context())
                .thenReturn(CallbackContext.builder()
                        .nestedAccepted(Map.of(arn(name), at))
                        .nestedExpired(Map.of(arn(name), since))
                        .build());
        when(state.since(at)).thenReturn(accepted);
        when(state.since(since)).thenReturn(seen);
    }

    private Decision pass() {
        return NestedDeletion.pass(invocation, COMPOSITE, NOT_EMPTY);
    }

    private void waitsWith(Decision decision, int found, int underWay, int expired) {
        assertThat(decision).isInstanceOf(Decision.Wait.class);
        assertThat(((Decision.Wait) decision).why())
                .isEqualTo("%d recovery points nested in %s are deleted before it: %d under way, %d EXPIRED"
                        .formatted(found, COMPOSITE, underWay, expired));
    }

    @Test
    void what_a_filter_that_was_not_applied_lets_pass_is_left_alone() {
        holds(
                COMPOSITE,
                nested("mine", PointStatus.COMPLETED, COMPOSITE).build(),
                nested("anothers", PointStatus.COMPLETED, arn("other")).build(),
                nested("nobodys", PointStatus.COMPLETED, COMPOSITE)
                        .parentArn(null)
                        .build());

        waitsWith(pass(), 1, 1, 0);
        verify(points).delete("v", arn("mine"));
        verify(points, never()).delete("v", arn("anothers"));
        verify(points, never()).delete("v", arn("nobodys"));
    }

    @Test
    void a_nested_point_that_was_accepted_is_under_way_even_if_a_repeated_request_is_refused() {
        holds(COMPOSITE, nested("held", PointStatus.COMPLETED, COMPOSITE).build());
        accepted("held", Duration.ofMinutes(6));
        when(points.delete("v", arn("held"))).thenReturn(HELD);

        waitsWith(pass(), 1, 1, 0);
        verify(points).delete("v", arn("held"));
    }

    @Test
    void what_is_deleting_or_busy_or_accepted_is_under_way() {
        holds(
                COMPOSITE,
                nested("deleting", PointStatus.DELETING, COMPOSITE).build(),
                nested("busy", PointStatus.COMPLETED, COMPOSITE).build(),
                nested("new", PointStatus.AVAILABLE, COMPOSITE).build());
        when(points.delete("v", arn("busy"))).thenReturn(BUSY);

        waitsWith(pass(), 3, 3, 0);
        verify(points, never()).delete("v", arn("deleting"));
        verify(state).noteStatus("nested recovery points under way");
    }

    @Test
    void what_was_accepted_is_asked_for_again_when_it_may_be_lost() {
        holds(COMPOSITE, nested("slow", PointStatus.COMPLETED, COMPOSITE).build());

        accepted("slow", Duration.ofMinutes(4));
        waitsWith(pass(), 1, 1, 0);
        verify(points, never()).delete("v", arn("slow"));

        accepted("slow", Duration.ofMinutes(5));
        waitsWith(pass(), 1, 1, 0);
        verify(points).delete("v", arn("slow"));
    }

    @Test
    void expired_is_asked_for_once_and_then_the_answer_after_the_grace() {
        holds(COMPOSITE, nested("old", PointStatus.EXPIRED, COMPOSITE).build());

        waitsWith(pass(), 1, 1, 0);
        verify(points).delete("v", arn("old"));

        accepted("old", Duration.ofMinutes(1));
        waitsWith(pass(), 1, 0, 1);

        expired("old", Deletion.GRACE_IF_EXPIRED_BEFORE, Duration.ofMinutes(1));
        waitsWith(pass(), 1, 0, 1);

        expired("old", Deletion.GRACE_IF_EXPIRED_BEFORE, Deletion.GRACE);
        assertThat(pass()).isInstanceOfSatisfying(Decision.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(HandlerErrorCode.NotStabilized);
            assertThat(failed.message()).contains(arn("old"), "EXPIRED");
        });
    }

    @Test
    void a_refusal_of_what_is_nested_is_the_reason() {
        holds(COMPOSITE, nested("held", PointStatus.COMPLETED, COMPOSITE).build());
        when(points.delete("v", arn("held"))).thenReturn(HELD);

        assertThat(pass())
                .isEqualTo(new Decision.Failed(
                        FailureCode.NESTED,
                        HandlerErrorCode.InvalidRequest,
                        NOT_EMPTY.message() + " Nested in it: " + HELD.message() + " [BACKUP-LEGAL-HOLD]"));
    }

    @Test
    void after_a_refusal_for_good_nothing_more_is_deleted_and_the_failure_says_what_was() {
        holds(
                COMPOSITE,
                nested("first", PointStatus.COMPLETED, COMPOSITE).build(),
                nested("held", PointStatus.COMPLETED, COMPOSITE).build(),
                nested("last", PointStatus.COMPLETED, COMPOSITE).build());
        when(points.delete("v", arn("held"))).thenReturn(HELD);

        assertThat(pass()).isInstanceOfSatisfying(Decision.Failed.class, failed -> assertThat(failed.message())
                .contains(HELD.message(), "accepted to delete 1 of the nested recovery points: " + arn("first")));
        verify(points, never()).delete("v", arn("last"));
    }

    @Test
    void what_is_being_made_and_refuses_for_that_is_waited_for() {
        holds(COMPOSITE, nested("creating", PointStatus.CREATING, COMPOSITE).build());
        when(points.delete("v", arn("creating"))).thenReturn(WITH_ITS_PARENT);

        waitsWith(pass(), 1, 1, 0);
    }

    @Test
    void a_refusal_counts_only_when_nothing_else_is_left() {
        holds(
                COMPOSITE,
                nested("held", PointStatus.COMPLETED, COMPOSITE).build(),
                nested("going", PointStatus.DELETING, COMPOSITE).build());
        when(points.delete("v", arn("held"))).thenReturn(WITH_ITS_PARENT);

        waitsWith(pass(), 2, 1, 0);
    }

    @Test
    void a_composite_in_a_composite_gives_way_to_what_is_nested_in_it() {
        holds(
                COMPOSITE,
                nested("inner", PointStatus.COMPLETED, COMPOSITE).parent(true).build());
        holds(arn("inner"), nested("leaf", PointStatus.COMPLETED, arn("inner")).build());
        when(points.delete("v", arn("inner"))).thenReturn(NOT_EMPTY);

        waitsWith(pass(), 2, 1, 0);
        verify(points).delete("v", arn("leaf"));
    }

    @Test
    void an_empty_composite_in_a_composite_is_refused_for_its_own_reason() {
        holds(
                COMPOSITE,
                nested("inner", PointStatus.COMPLETED, COMPOSITE).parent(true).build());
        when(points.delete("v", arn("inner"))).thenReturn(HELD);

        assertThat(pass())
                .isEqualTo(new Decision.Failed(
                        FailureCode.NESTED,
                        HandlerErrorCode.InvalidRequest,
                        NOT_EMPTY.message() + " Nested in it: " + HELD.message() + " [BACKUP-LEGAL-HOLD]"));
    }

    @Test
    void what_is_no_composite_is_not_searched() {
        holds(COMPOSITE, nested("held", PointStatus.COMPLETED, COMPOSITE).build());
        holds(arn("held"), nested("leaf", PointStatus.COMPLETED, arn("held")).build());
        when(points.delete("v", arn("held"))).thenReturn(HELD);

        assertThat(pass()).isInstanceOf(Decision.Failed.class);
        verify(points, never()).delete("v", arn("leaf"));
    }

    @Test
    void nothing_nested_and_nothing_asked_before_is_a_refusal_at_once() {
        assertThat(pass())
                .isEqualTo(
                        new Decision.Failed(FailureCode.REFUSED, HandlerErrorCode.InvalidRequest, NOT_EMPTY.message()));
    }

    @Test
    void where_something_was_asked_for_a_refusal_may_be_old_until_the_grace_is_over() {
        accepted("gone", Duration.ofMinutes(1));

        when(state.inStatus()).thenReturn(Deletion.GRACE.minusMillis(1));
        waitsWith(pass(), 0, 0, 0);
        verify(state).noteStatus("nothing nested under way");

        when(state.inStatus()).thenReturn(Deletion.GRACE);
        assertThat(pass()).isInstanceOfSatisfying(Decision.Failed.class, failed -> assertThat(failed.message())
                .startsWith(NOT_EMPTY.message()));
    }

    @Test
    void what_is_under_way_for_long_is_no_refusal_until_the_last_chance() {
        holds(COMPOSITE, nested("going", PointStatus.DELETING, COMPOSITE).build());
        when(state.inStatus()).thenReturn(Duration.ofHours(30));

        waitsWith(pass(), 1, 1, 0);

        when(watch.isLastPoll()).thenReturn(true);
        assertThat(pass())
                .isEqualTo(
                        new Decision.Failed(FailureCode.NESTED, HandlerErrorCode.NotStabilized, NOT_EMPTY.message()));
    }

    @Test
    void found_and_not_asked_before_but_gone_by_now_is_waited_for() {
        holds(COMPOSITE, nested("vanished", PointStatus.COMPLETED, COMPOSITE).build());
        when(points.delete("v", arn("vanished"))).thenReturn(new DeletionAnswer.Missing("Nothing is there."));

        waitsWith(pass(), 1, 0, 0);
    }
}
