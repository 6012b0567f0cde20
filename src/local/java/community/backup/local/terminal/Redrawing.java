package community.backup.local.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Redraws an area until it is closed or the process ends. Ctrl-C restores the terminal. If the output is not live, it
 * does nothing.
 */
public final class Redrawing implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;
    /** Reading the terminal's size starts a process, so this many drawings use the same size. */
    private static final int DRAWINGS_PER_SIZE = 4;

    private final Consumer<Size> drawing;
    private final LiveArea area;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Redrawing(LiveArea area, Consumer<Size> drawing) {
        this.area = area;
        this.drawing = drawing;
    }

    /**
     * Starts to redraw.
     *
     * @param drawing draws into {@code area}; a separate thread calls it with the size of the terminal
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

    /** Removes the area for good. A second call has no effect. */
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
