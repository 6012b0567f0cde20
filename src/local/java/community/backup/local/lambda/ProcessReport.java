package community.backup.local.lambda;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the handler's process holds at one moment, for those who watch it for hours.
 *
 * @param heapBytes what is in use after a full collection
 * @param threads that live
 * @param openFiles files and sockets; -1 where the system does not tell
 */
record ProcessReport(long heapBytes, int threads, long openFiles) {

    static ProcessReport now() {
        // Twice: what the first leaves to be cleared by reference handlers is gone with the second.
        System.gc();
        System.gc();
        return new ProcessReport(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount()
                        : -1);
    }

    String json() {
        return "{\"heapBytes\":%d,\"threads\":%d,\"openFiles\":%d}".formatted(heapBytes, threads, openFiles);
    }
}
