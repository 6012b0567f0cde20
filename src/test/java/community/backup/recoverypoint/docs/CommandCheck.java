package community.backup.recoverypoint.docs;

import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What tools/check-commands.py has come to.
 *
 * @param status of its end
 */
record CommandCheck(int status, String said) {
    /** Runs it; what {@code environment} has comes on top of the test's own. */
    static CommandCheck run(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tools/python", "aws", "python", "tools/check-commands.py"));
        command.addAll(arguments);
        ScriptRun check = ScriptRun.of(Path.of(""), environment, command);
        return new CommandCheck(check.status(), check.said());
    }

    /** The commands that were carried out, without what follows their first three words. */
    List<String> carriedOut() {
        return said.lines()
                .filter(line -> line.startsWith("carried out: aws "))
                .map(line -> line.replaceFirst("carried out: aws ((\\S+ ){2}).*", "$1")
                        .strip())
                .toList();
    }
}
