package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.recoverypoint.docs.StuckPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Checks that docs/stuck.md explains every failed deletion of a stack with recovery points. */
@NullMarked
class StuckPageTest {
    private static final String SIGN = " DELETE_FAILED Resource handler returned message: ";

    /** Marks an event of the vault itself. */
    private static final String VAULT = "Vault" + SIGN;

    @Test
    void every_reason_why_a_delete_fails_in_a_hundred_lives_is_on_the_page() {
        StuckPage page = new StuckPage();
        List<String> reasons = new ArrayList<>();
        for (long seed = 0; seed < 100; seed++) {
            Life life = new Life(seed, null, true);
            assertThat(Simulation.run(life, seed)).isNull();
            life.eventLog().stream()
                    .filter(line -> line.contains(SIGN) && !line.contains(VAULT))
                    .map(line -> line.substring(line.indexOf(SIGN) + SIGN.length()))
                    .forEach(reasons::add);
        }

        assertThat(reasons)
                .hasSizeGreaterThan(25)
                .allSatisfy(reason -> assertThat(page.lead(reason)).as(reason).isPresent());
        Set<String> sections =
                reasons.stream().map(reason -> page.lead(reason).orElseThrow()).collect(Collectors.toSet());
        assertThat(sections).as("kinds of reasons").hasSizeGreaterThanOrEqualTo(5);
    }
}
