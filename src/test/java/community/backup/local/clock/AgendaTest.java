package community.backup.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Agenda agenda = new Agenda(MovableClock.startingAt(START), Double.POSITIVE_INFINITY);
    private final List<String> happened = new ArrayList<>();

    private void note(String what) {
        happened.add(what + " at " + Duration.between(START, agenda.now()));
    }

    @Test
    void things_happen_in_the_order_of_their_times_each_at_its_own() {
        agenda.at(START.plusSeconds(7200), () -> note("later"));
        agenda.at(START.plusSeconds(3600), () -> {
            note("first");
            agenda.next(() -> note("next"));
        });
        agenda.runUntil(() -> happened.size() == 3);

        assertThat(happened).containsExactly("first at PT1H", "next at PT1H", "later at PT2H");
    }

    @Test
    void what_has_the_same_time_happens_in_the_order_in_which_it_was_put_down() {
        for (int i = 0; i < 10; i++) {
            String name = String.valueOf(i);
            agenda.at(START.plusSeconds(5), () -> happened.add(name));
        }
        agenda.runUntil(() -> happened.size() == 10);

        assertThat(happened).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void what_is_cancelled_does_not_happen() {
        agenda.at(START.plusSeconds(1), () -> note("cancelled")).cancel();
        agenda.at(START.plusSeconds(2), () -> note("done"));
        agenda.runUntil(() -> !happened.isEmpty());

        assertThat(happened).containsExactly("done at PT2S");
    }

    @Test
    void no_time_is_skipped_while_an_answer_is_outstanding() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        agenda.when(answer, (value, problem) -> note("answer " + value));
        agenda.at(START.plusSeconds(60), () -> note("a minute"));
        Thread outside = new Thread(() -> answer.complete("42"));
        outside.start();
        agenda.runUntil(() -> happened.size() == 2);

        assertThat(happened).containsExactly("answer 42 at PT0S", "a minute at PT1M");
    }

    @Test
    void a_failure_outside_is_an_answer_too() {
        agenda.when(
                CompletableFuture.failedFuture(new IllegalStateException("broken")),
                (value, problem) -> note(String.valueOf(problem)));
        agenda.runUntil(() -> !happened.isEmpty());

        assertThat(happened).singleElement().asString().contains("broken");
    }

    @Test
    void an_agenda_that_runs_out_says_so() {
        assertThatThrownBy(() -> agenda.runUntil(() -> false)).hasMessageContaining("Nothing is left");
    }

    @Test
    void time_cannot_run_slower_than_real_time() {
        assertThatThrownBy(() -> new Agenda(MovableClock.startingAt(START), 0.5))
                .hasMessageContaining("0.5");
    }

    @Test
    void at_real_speed_the_clock_does_not_run_ahead_of_its_base() {
        Agenda real = new Agenda(new MovableClock(Clock.systemUTC()), 1);
        real.at(real.now().plusMillis(120), () -> happened.add("done"));
        real.runUntil(() -> !happened.isEmpty());

        assertThat(real.offset()).isLessThan(Duration.ofMillis(10));
    }

    @Test
    void what_another_thread_asks_for_happens_on_the_agendas_own() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        Thread outside = new Thread(() -> agenda.call(() -> threads.add(Thread.currentThread())));
        outside.start();
        outside.join();
        agenda.runUntil(() -> !threads.isEmpty());

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void whoever_looks_while_time_is_skipped_sees_it_pass() {
        OffsetRecordingClock realClock = new OffsetRecordingClock();
        MovableClock clock = new MovableClock(realClock);
        realClock.clock = clock;
        Agenda paced = new Agenda(clock, 1000);
        paced.at(START.plusSeconds(120), () -> happened.add("done"));
        paced.runUntil(() -> !happened.isEmpty());

        assertThat(realClock.seen)
                .containsExactly(
                        Duration.ZERO, Duration.ofSeconds(50), Duration.ofSeconds(100), Duration.ofSeconds(120));
    }

    /** A clock that stands still. At each read, it records the offset of the clock that is based on it. */
    private static final class OffsetRecordingClock extends Clock {
        private final Set<Duration> seen = new TreeSet<>();
        private @Nullable MovableClock clock;

        @Override
        public Instant instant() {
            if (clock != null) {
                seen.add(clock.offset());
            }
            return START;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
