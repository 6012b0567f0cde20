package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.failure.AwsText;
import community.backup.failure.ErrorKind;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.recoverypoint.ErrorScene.Ready;
import community.backup.recoverypoint.LocalAccount.Step;
import community.backup.recoverypoint.docs.StuckPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * Injects every error into every call of every handler in every phase, and compares the reaction with
 * {@link ErrorPlaces}.
 */
@NullMarked
class ErrorCellsTest {
    private static final List<InjectedError> ERRORS = InjectedError.all();
    private static final StuckPage STUCK = new StuckPage();
    private static final Pattern END = Pattern.compile("\\.( \\[BACKUP-[A-Z-]+])+$");

    static List<ErrorPlace> places() {
        return ErrorPlaces.ALL;
    }

    @ParameterizedTest
    @MethodSource("places")
    void every_error_has_the_reaction_that_the_data_says(ErrorPlace place) {
        List<String> wrong = new ArrayList<>();
        for (InjectedError error : ERRORS) {
            if (error.comesFrom(place.call())) {
                new Cell(place, error).wrong().forEach(what -> wrong.add(error.name() + ": " + what));
            }
        }

        assertThat(wrong).as(place.toString()).isEmpty();
    }

    @Test
    void every_call_that_the_schema_permits_a_handler_is_in_the_data_in_every_phase() {
        Set<String> there = ErrorPlaces.ALL.stream()
                .map(place -> phase(place.handler().name(), place.phase()) + ": "
                        + place.call().wireName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>();
        for (LocalAccount.Operations handler : LocalAccount.Operations.values()) {
            String name = handler.name();
            boolean single = handler == LocalAccount.Operations.READ || handler == LocalAccount.Operations.LIST;
            for (String permission : PermissionsTest.permissions(name.toLowerCase(Locale.ROOT))) {
                if (permission.startsWith("backup:")) {
                    Stream.of(ErrorPlace.Phase.values())
                            .filter(phase -> single == (phase == ErrorPlace.Phase.ONLY))
                            .forEach(phase ->
                                    expected.add(phase(name, phase) + ": " + permission.substring("backup:".length())));
                }
            }
        }

        assertThat(expected).containsAll(ErrorPlaces.NEVER.keySet());
        expected.removeAll(ErrorPlaces.NEVER.keySet());
        assertThat(there)
                .as("ErrorPlaces needs a place for each call in each phase, or a reason in NEVER why there is none")
                .isEqualTo(expected);
    }

    private static String phase(String handler, ErrorPlace.Phase phase) {
        return handler + (phase == ErrorPlace.Phase.ONLY ? "" : ", " + phase.word);
    }

    /** One error at one place. */
    private static final class Cell {
        private final ErrorPlace place;
        private final InjectedError error;
        private final Reaction reaction;
        private final List<String> wrong = new ArrayList<>();

        Cell(ErrorPlace place, InjectedError error) {
            this.place = place;
            this.error = error;
            this.reaction = place.reaction(error.kind());
        }

        /** The differences between the reaction and the data; empty if there are none. */
        List<String> wrong() {
            LocalAccount account = new LocalAccount();
            Ready ready = place.scene().lead(account);
            account.backup.forgetCalls();
            account.backup.faults().inject(error.fault(), place.call()).skip(ready.skip());

            Step step = account.invoke(place.handler(), ready.call(), ready.model(), ready.context());

            List<CallRecord> met = account.backup.calls(place.call()).stream()
                    .skip(ready.skip())
                    .toList();
            if (met.isEmpty()) {
                return List.of("the call is not made: " + step.event());
            }
            compare("status", reaction.status, step.event().getStatus());
            compare("code", reaction.code(error.handlerCode()), step.event().getErrorCode());
            waits(step);
            tries(met.size());
            message(step.message(), step.event().getErrorCode(), met);
            return wrong;
        }

        private void compare(String what, @Nullable Object expected, @Nullable Object actual) {
            if (!java.util.Objects.equals(expected, actual)) {
                wrong.add(what + " is " + actual + " instead of " + expected);
            }
        }

        private void waits(Step step) {
            boolean waits = reaction.status == OperationStatus.IN_PROGRESS;
            compare("has a delay", waits, step.event().getCallbackDelaySeconds() > 0);
            compare("has a context", waits, step.event().getCallbackContext() != null);
        }

        private void tries(int calls) {
            if (reaction.triesAgainAtOnce()) {
                compare("is tried again at once", error.canPassAtOnce(), calls > 1);
            } else if (reaction.endsTheInvocation()) {
                compare("calls", 1, calls);
            }
        }

        private void message(String message, @Nullable HandlerErrorCode code, List<CallRecord> met) {
            if (message.length() > AwsText.LONGEST_MESSAGE) {
                wrong.add("message has " + message.length() + " characters");
            }
            if (message.contains(ErrorScene.SECRET) || message.contains("AKIDEXAMPLE")) {
                wrong.add("message tells a secret: " + message);
            }
            if (reaction.status == OperationStatus.FAILED
                    && !END.matcher(message).find()) {
                wrong.add("message does not end with a sentence and a code: " + message);
            }
            // During a delete, CloudFormation treats NotFound as success and shows no message.
            if (reaction.status == OperationStatus.FAILED
                    && place.handler() == LocalAccount.Operations.DELETE
                    && code != HandlerErrorCode.NotFound
                    && STUCK.lead(message).isEmpty()) {
                wrong.add("docs/stuck.md leads nowhere from the message: " + message);
            }
            // If AWS denies the list of vaults too, the message is about the first denial.
            boolean secondDenial =
                    place.call() == BackupOperation.LIST_BACKUP_VAULTS && error.kind() == ErrorKind.DENIED;
            if (reaction.namesTheError && !secondDenial) {
                Stream.concat(Stream.of(place.call().wireName(), subject(met.get(0)), error.remedy()), answer(met))
                        .map(part ->
                                part.replace("%s.", "backup:" + place.call().wireName() + " on "))
                        .filter(part -> !message.contains(part))
                        .forEach(part -> wrong.add("'" + part + "' is not in the message: " + message));
            }
        }

        private Stream<String> answer(List<CallRecord> met) {
            if (error.kind() == ErrorKind.DOUBTFUL) {
                return Stream.of("its answer not be understood");
            }
            return error.isAnswer()
                    ? Stream.of(
                            error.message(),
                            error.name(),
                            "request id " + met.get(met.size() - 1).requestId())
                    : Stream.of("got no answer");
        }

        private String subject(CallRecord call) {
            return place.call() == BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT ? call.vault() : call.subject();
        }
    }

    @Test
    void the_reactions_are_as_many_as_the_data_uses() {
        assertThat(ErrorPlaces.ALL.stream().flatMap(place -> place.reactions().values().stream()))
                .containsOnly(Reaction.values());
        assertThat(ERRORS).extracting(InjectedError::handlerCode).doesNotContain(HandlerErrorCode.InternalFailure);
    }
}
