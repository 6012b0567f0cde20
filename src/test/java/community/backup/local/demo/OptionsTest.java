package community.backup.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void without_arguments_the_show_runs() {
        Options options = Options.parse(new String[] {});

        assertThat(options.stacks()).isEmpty();
        assertThat(options.serve()).isFalse();
        assertThat(options.scenes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void one_scene_can_be_shown_alone() {
        assertThat(Options.parse(new String[] {"--scene", "2"}).scenes()).containsExactly(2);
    }

    @Test
    void a_template_comes_with_its_parameters() {
        Options options = Options.parse(new String[] {"my.yaml", "A=1", "B=x=y", "--speed", "10"});

        assertThat(options.stacks())
                .containsExactly(
                        new UserStack("mine", Path.of("my.yaml"), Map.of("A", "1", "B", "x=y"), Optional.empty()));
        assertThat(options.speed()).isEqualTo(10);
    }

    @Test
    void several_templates_have_their_own_parameters_and_the_names_of_their_files() {
        Options options = Options.parse(new String[] {"in/a.yaml", "A=1", "in/b.yaml", "A=2"});

        assertThat(options.stacks())
                .containsExactly(
                        new UserStack("a", Path.of("in/a.yaml"), Map.of("A", "1"), Optional.empty()),
                        new UserStack("b", Path.of("in/b.yaml"), Map.of("A", "2"), Optional.empty()));
    }

    @Test
    void what_exists_already_can_be_imported() {
        Options options = Options.parse(
                new String[] {"--recovery-point", "vault=arn:x", "a.yaml", "--resources-to-import", "them.json"});

        assertThat(options.points()).containsExactly(new ExistingPoint("vault", "arn:x"));
        assertThat(options.stacks())
                .containsExactly(new UserStack("mine", Path.of("a.yaml"), Map.of(), Optional.of(Path.of("them.json"))));
    }

    @Test
    void a_report_is_written_only_where_one_is_asked_for() {
        assertThat(Options.parse(new String[] {}).report()).isEmpty();
        assertThat(Options.parse(new String[] {"my.yaml", "--report", "r.html"}).report())
                .hasValue("r.html");
        assertThatThrownBy(() -> Options.parse(new String[] {"--serve", "--report", "r.html"}))
                .hasMessage("--report tells of a run that ends, and --serve does not.");
    }

    @Test
    void an_option_that_is_not_valid_is_named() {
        assertThatThrownBy(() -> Options.parse(new String[] {"--what"})).hasMessage("--what: there is no such option.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--port"})).hasMessage("--port needs a value.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--port", "x"}))
                .hasMessage("--port: x is not a number from 0 to 65533. Give such a number.");
        for (String speed : List.of("-5", "0", "0.0", "NaN", "1e9")) {
            assertThatThrownBy(() -> Options.parse(new String[] {"--speed", speed}))
                    .hasMessage(
                            "--speed: " + speed + " is not a number above 0 and at most 1000000. Give such a number.");
        }
        assertThatThrownBy(() -> Options.parse(new String[] {"--scene", "5"}))
                .hasMessage("--scene is one of [1, 2, 3, 4], not 5.");
        assertThatThrownBy(() -> Options.parse(new String[] {"a.yaml", "b"}))
                .hasMessage("b is not of the form Parameter=value.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--recovery-point", "vault"}))
                .hasMessage("vault is not of the form VAULT=ARN.");
        assertThatThrownBy(() -> Options.parse(new String[] {"--resources-to-import", "them.json", "a.yaml"}))
                .hasMessage("--resources-to-import comes after the template that it is for.");
    }
}
