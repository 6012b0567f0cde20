package community.backup.local.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file for a report. */
public final class ReportFile {
    /** The user's working directory. The script that starts the program changes to the root of the checkout. */
    private static final Path HERE = Path.of(System.getProperty("started.in", ""));

    private final Path path;

    private ReportFile(Path path) {
        this.path = path;
    }

    /**
     * A file that a report can be written to. An existing file will be replaced.
     *
     * @param name the name in the command line
     * @throws IllegalArgumentException if the report cannot be written there; the message gives the reason
     */
    public static ReportFile named(String name) {
        Path path = HERE.resolve(name).toAbsolutePath().normalize();
        Path folder = path.getParent();
        if (name.isBlank() || folder == null || Files.isDirectory(path)) {
            throw new IllegalArgumentException("--report needs the name of a file, and " + path + " is a folder.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder + " for the report.");
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder)) {
            throw new IllegalArgumentException("The report cannot be written to " + path + ".");
        }
        return new ReportFile(path);
    }

    /**
     * Writes a report of {@code recording}.
     *
     * @return a sentence with the path of the report
     */
    public String write(Recording recording) throws IOException {
        Files.writeString(path, ReportPage.of(recording));
        return "The report is in " + path + ".";
    }
}
