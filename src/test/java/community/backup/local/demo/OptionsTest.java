package community.backup.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void without_arguments_the_show_runs() {
        Options options = Options.parse(new String[] {});

        assertThat(options.template()).isEmpty();
        assertThat(options.serve()).isFalse();
        assertThat(options.scenes()).containsExactly(1, 2, 3);
    }

    @Test
    void one_scene_can_be_shown_alone() {
        assertThat(Options.parse(new String[] {"--scene", "2"}).scenes()).containsExactly(2);
    }

    @Test
    void a_template_comes_with_its_parameters() {
        Options options = Options.parse(new String[] {"my.yaml", "A=1", "B=x=y", "--speed", "10"});

        assertThat(options.template()).hasValue(Path.of("my.yaml"));
        assertThat(options.parameters()).containsEntry("A", "1").containsEntry("B", "x=y");
        assertThat(options.speed()).isEqualTo(10);
    }

    @Test
    void what_is_not_understood_is_named() {
        assertThatThrownBy(() -> Options.parse(new String[] {"--what"})).hasMessage("--what is not understood.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--port"})).hasMessage("--port needs a value.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--port", "x"})).hasMessage("--port is a number, not x.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--scene", "4"}))
                .hasMessage("--scene is one of [1, 2, 3], not 4.");
        assertThatThrownBy(() -> Options.parse(new String[] {"a.yaml", "b"}))
                .hasMessage("b is not of the form Parameter=value.");
    }
}
