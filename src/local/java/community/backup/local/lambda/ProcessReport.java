package community.backup.local.lambda;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The resources that the handler's process uses at one moment, for endurance tests.
 *
 * @param heapBytes the used heap after a full garbage collection
 * @param threads the number of live threads
 * @param openFiles the number of open files and sockets; -1 if the system does not report it
 */
record ProcessReport(long heapBytes, int threads, long openFiles) {

    static ProcessReport now() {
        // The second collection removes the objects that reference handlers have released after the first.
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
