package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * Tests that this version continues the operations of earlier releases, and knows their identifiers. An operation can
 * last for 36 hours, and an identifier for years. {@code ./mvnw test -Dtest=ReleasesTest -Drelease.record=1.1.0}
 * records the output of this version.
 */
@NullMarked
class ReleasesTest {
    private static final @Nullable String RECORD = System.getProperty("release.record");

    private final LocalAccount account = new LocalAccount();

    /** A release can lack a phase that came later. */
    static Stream<Arguments> samples() throws IOException {
        return releases().stream().flatMap(release -> Stream.of(ReleaseScenario.values())
                .filter(scenario -> Files.exists(file(release, scenario)))
                .map(scenario -> Arguments.of(release, scenario)));
    }

    private static List<String> releases() throws IOException {
        try (Stream<Path> folders = Files.list(ReleaseSample.FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Path file(String release, ReleaseScenario scenario) {
        String name = scenario.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
        return ReleaseSample.FOLDER.resolve(release).resolve(name);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_operation_that_a_release_began_is_ended_by_this_version(String release, ReleaseScenario scenario)
            throws IOException {
        Call call = scenario.prepare(account);
        List<Step> steps = scenario.lead(account, call).steps();
        Step last = steps.get(steps.size() - 1);
        ReleaseSample sample = ReleaseSample.read(file(release, scenario));
        int jobs = account.world.jobs().size();
        account.clock.advance(Duration.ofSeconds(last.event().getCallbackDelaySeconds()));

        Step next =
                account.invoke(scenario.operation, call, sample.modelIn(account), sample.contextIn(account, last.at()));
        Step end = account.runToEnd(scenario.operation, call, next);

        assertThat(end.event().getStatus()).as(end.message()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(account.world.jobs()).as("backups").hasSize(jobs);
        if (scenario.operation == Operations.DELETE) {
            assertThat(account.world.pointsIn(VAULT)).isEmpty();
        } else {
            assertThat(end.event().getResourceModel().getRecoveryPointId())
                    .isEqualTo(sample.modelIn(account).getRecoveryPointId());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_operation_that_a_release_began_asks_for_no_second_backup(String release, ReleaseScenario scenario)
            throws IOException {
        Call call = scenario.prepare(account);
        List<Step> steps = scenario.lead(account, call).steps();
        Step last = steps.get(steps.size() - 1);
        ReleaseSample sample = ReleaseSample.read(file(release, scenario));
        account.backup.forgetCalls();

        account.invoke(scenario.operation, call, sample.modelIn(account), sample.contextIn(account, last.at()));

        assertThat(account.backup.calls(BackupOperation.START_BACKUP_JOB)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_identity_that_a_release_gave_names_the_same_recovery_point(String release, ReleaseScenario scenario)
            throws IOException {
        scenario.lead(account, scenario.prepare(account));
        String id = ReleaseSample.read(file(release, scenario)).modelIn(account).getRecoveryPointId();

        assertThat(RecoveryPointId.parse(id).orElseThrow().text()).isEqualTo(id);
        assertThat(account.read(LocalAccount.identified(id)).end().getStatus()).isEqualTo(OperationStatus.SUCCESS);
    }

    /** The test compares the present version with its own samples, so that a change of its output is noticed. */
    @ParameterizedTest
    @EnumSource(ReleaseScenario.class)
    void what_this_version_writes_is_recorded(ReleaseScenario scenario) throws IOException {
        List<Step> steps = scenario.lead(account, scenario.prepare(account)).steps();
        ReleaseSample written = ReleaseSample.of(steps.get(steps.size() - 1), account);
        String version = RECORD == null ? version() : RECORD;
        if (RECORD != null) {
            written.write(file(version, scenario));
        }

        assertThat(ReleaseSample.read(file(version, scenario)))
                .as(
                        "record it with -Drelease.record=%s, unless %s is released: then make a new version",
                        version, version)
                .isEqualTo(written);
    }

    @Test
    void every_sample_is_of_a_phase_and_this_version_has_them_all() throws IOException {
        List<Path> phases = releases().stream()
                .flatMap(release -> Stream.of(ReleaseScenario.values()).map(scenario -> file(release, scenario)))
                .toList();
        String version = version();
        try (Stream<Path> files = Files.walk(ReleaseSample.FOLDER)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isSubsetOf(phases)
                    .containsAll(Stream.of(ReleaseScenario.values())
                            .map(scenario -> file(version, scenario))
                            .toList());
        }
    }

    /** The version in the pom, whether or not it is released. */
    private static String version() throws IOException {
        return Files.readString(Path.of("pom.xml")).split("<version>", 2)[1].split("(-SNAPSHOT)?</version>", 2)[0];
    }
}
