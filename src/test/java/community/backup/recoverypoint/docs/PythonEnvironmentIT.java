package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the Python environments run wherever the checkout is. */
class PythonEnvironmentIT {
    @Test
    void a_script_whose_first_line_names_python_runs_in_a_path_with_a_space(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path tools = Files.createDirectories(folder.resolve("a checkout/tools"));
        for (String file : new String[] {"python", "options", "progress"}) {
            Files.copy(Path.of("tools", file), tools.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(tools.resolve("requirements-x.in"), "# newest Python: 3.99\n");
        Files.writeString(tools.resolve("requirements-x.txt"), "");
        Path environment = Files.createDirectories(folder.resolve("a checkout/.venv/x/bin"));
        Files.writeString(environment.resolveSibling("installed.txt"), "");
        script(environment.resolve("python"), "#!/bin/sh\nexec python3 \"$@\"\n");
        script(
                environment.resolve("say"),
                "#!" + environment.resolve("python") + "\nimport sys\nprint('said', *sys.argv[1:])\n");

        assertThat(ScriptRun.of(tools.resolve("python").toString(), "x", "say", "a b"))
                .isEqualTo(new ScriptRun(0, "said a b\n"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
