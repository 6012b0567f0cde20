package community.backup.recoverypoint.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code ./demo} as pages quote it: the end of each resource and stack with the reason, and the outputs.
 * It has no times, because they differ from run to run. For the same reason, examples replace the ids.
 */
final class DemoTranscript {
    private static final Pattern EVENT = Pattern.compile("^ *\\d+:\\d\\d:\\d\\d  ([A-Z_]+) .*$");
    private static final Pattern TIME = Pattern.compile("^ *\\d+:\\d\\d:\\d\\d  ");
    private static final Pattern MORE = Pattern.compile("^ {12}\\S.*$");
    private static final String TORN_DOWN = "   ... and torn down";

    private DemoTranscript() {}

    static String of(String output) {
        List<String> lines = new ArrayList<>();
        boolean quoted = false;
        for (String line : output.lines().toList()) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                quoted = !event.group(1).endsWith("_IN_PROGRESS");
                if (quoted) {
                    lines.add(TIME.matcher(line).replaceFirst(""));
                }
            } else if (line.startsWith(TORN_DOWN)) {
                lines.add(line.strip());
            } else if (quoted && MORE.matcher(line).matches()) {
                lines.add(line.substring(8));
            }
        }
        return plain(String.join("\n", lines) + "\n");
    }

    private static String plain(String text) {
        return text.replaceAll(
                        "\\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9")
                .replaceAll("snap-0[0-9a-f]{16}", "snap-0a1b2c3d4e5f60718")
                .replaceAll("\\b\\d{14}-[0-9a-f]{8}\\b", "20260101000000-0a1b2c3d")
                .replaceAll("-[0-9A-F]{12}\\b", "-0A1B2C3D4E5F");
    }
}
