package community.backup.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTime time = new VirtualTime(MovableClock.startingAt(START), Double.POSITIVE_INFINITY);

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void sleepers_wake_in_the_order_of_their_waking_each_at_its_own_time() throws InterruptedException {
        List<String> woken = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(3);
        time.start(() -> {
            for (int hours : new int[] {3, 1, 2}) {
                time.start(() -> {
                    time.sleepUntil(START.plusSeconds(hours * 3600L), () -> false);
                    woken.add(hours + " h at " + time.now());
                    done.countDown();
                });
            }
        });
        done.await();

        assertThat(woken)
                .containsExactly(
                        "1 h at 2026-01-01T01:00:00Z", "2 h at 2026-01-01T02:00:00Z", "3 h at 2026-01-01T03:00:00Z");
    }

    @Test
    void a_cancelled_sleep_ends_at_once() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        List<Boolean> slept = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        time.start(() -> {
            time.start(() -> {
                slept.add(time.sleepUntil(START.plusSeconds(60), cancelled::get));
                done.countDown();
            });
            cancelled.set(true);
            time.recheck();
        });
        done.await();

        assertThat(slept).containsExactly(false);
        assertThat(time.now()).isEqualTo(START);
    }

    @Test
    void time_cannot_run_slower_than_real_time() {
        assertThatThrownBy(() -> new VirtualTime(MovableClock.startingAt(START), 0.5))
                .hasMessageContaining("0.5");
    }
}
