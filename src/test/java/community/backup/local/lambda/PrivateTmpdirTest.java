package community.backup.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateTmpdirTest {
    private final Path folder;

    PrivateTmpdirTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_machines_own_folders_are_refused() {
        assertThat(PrivateTmpdir.objection(Path.of("/tmp"), null))
                .get()
                .asString()
                .contains("whole machine");
        assertThat(PrivateTmpdir.objection(folder, folder.toString()))
                .get()
                .asString()
                .contains("whole machine");
    }

    @Test
    void a_folder_below_target_is_taken() throws IOException {
        Path tmp = Files.createDirectories(folder.resolve("target/tmp"));

        assertThat(PrivateTmpdir.objection(tmp, null)).isEmpty();
    }

    @Test
    void any_other_folder_is_refused_unless_a_marker_lies_beside_it() throws IOException {
        // Not the test's own folder: it is below target, where every folder is allowed.
        Path home = Path.of("/");
        assertThat(PrivateTmpdir.objection(home, null)).isPresent();

        Path marked = Files.createDirectories(folder.resolve("x/y"));
        Files.createFile(marked.resolveSibling(PrivateTmpdir.MARKER));
        assertThat(PrivateTmpdir.objection(marked, null)).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        assertThat(PrivateTmpdir.objection(folder.resolve("none"), null))
                .get()
                .asString()
                .contains("not a folder");
    }
}
