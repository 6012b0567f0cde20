package community.backup.recoverypoint.docs;

import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result of tools/check-commands.py.
 *
 * @param status the exit status
 * @param output the standard output and the standard error
 */
record CommandCheck(int status, String output) {
    /** Runs the check. The variables are added to the test's own environment. */
    static CommandCheck run(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tools/python", "aws", "python", "tools/check-commands.py"));
        command.addAll(arguments);
        ScriptRun check = ScriptRun.of(Path.of(""), environment, command);
        return new CommandCheck(check.status(), check.output());
    }

    /** The service and the operation of each command of the AWS CLI that was carried out. */
    List<String> carriedOut() {
        return output.lines()
                .filter(line -> line.startsWith("carried out: aws "))
                .map(line -> line.replaceFirst("carried out: aws ((\\S+ ){2}).*", "$1")
                        .strip())
                .toList();
    }
}
