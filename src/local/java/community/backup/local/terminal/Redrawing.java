package community.backup.local.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Redraws an area until it is closed or the process ends. Ctrl-C restores the terminal. Does nothing where the output is not live.
 */
public final class Redrawing implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;
    /** Asking for the terminal's size starts a process; so many drawings share an answer. */
    private static final int DRAWINGS_PER_SIZE = 4;

    private final Consumer<Size> drawing;
    private final LiveArea area;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Redrawing(LiveArea area, Consumer<Size> drawing) {
        this.area = area;
        this.drawing = drawing;
    }

    /**
     * Begins.
     *
     * @param drawing draws into {@code area}, on a thread of its own, for a terminal of the size that it is given
     */
    public static Redrawing start(LiveArea area, Consumer<Size> drawing) {
        Redrawing redrawing = new Redrawing(area, drawing);
        if (area.isLive()) {
            Runtime.getRuntime().addShutdownHook(new Thread(redrawing::close, "redrawing-at-exit"));
            Thread thread = new Thread(redrawing::drawUntilClosed, "redrawing");
            thread.setDaemon(true);
            thread.start();
        }
        return redrawing;
    }

    /** Removes the area for good. May be called again, without effect. */
    @Override
    public void close() {
        closed.countDown();
        area.close();
    }

    private void drawUntilClosed() {
        try {
            Size size = Size.now();
            for (int count = 1; !closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS); count++) {
                if (count % DRAWINGS_PER_SIZE == 0) {
                    size = Size.now();
                }
                drawing.accept(size);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
