package community.backup.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import community.backup.recoverypoint.Entrypoint;
import community.backup.service.aws.WarmUpHttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Tests the delete that a container carries out while it starts, through a type's entry point. */
@NullMarked
class WarmUpTest {
    private static final String MODEL = """
            {"BackupVaultName": "warm-up", "RecoveryPointId": "arn:aws:ec2:us-east-1::snapshot/snap-0"}
            """;

    private final List<String> log = new ArrayList<>();

    /** Made before each test, because the first entry point of a process warms up by itself. */
    private final Entrypoint entrypoint = new Entrypoint();

    @BeforeAll
    static void setRegion() {
        System.setProperty("aws.region", "eu-west-1");
    }

    private void warmUp() {
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                log.add(new String(message, StandardCharsets.UTF_8));
            }
        };
        Context context = mock(Context.class);
        when(context.getLogger()).thenReturn(logger);
        WarmUp.run((in, out) -> entrypoint.handleRequest(in, out, context), MODEL);
    }

    @Test
    void its_delete_ends_as_a_delete_does_and_is_logged_as_any_other() {
        Wiring.answerDelete(this::warmUp);

        assertThat(log).filteredOn(line -> line.contains("operation=DELETE")).hasSize(2);
    }

    @Test
    void one_that_ends_otherwise_says_how() {
        // There are no prepared answers for a second warm-up.
        assertThatThrownBy(() -> Wiring.answerDelete(() -> {
                    warmUp();
                    warmUp();
                }))
                .hasMessageContaining("that the warm-up does not answer");
    }

    @Test
    void it_answers_nobody_elses_requests() {
        SdkHttpClient network = mock(SdkHttpClient.class);
        WarmUpHttpClient http = new WarmUpHttpClient(network);
        HttpExecuteRequest request = HttpExecuteRequest.builder().build();

        WarmUpHttpClient.answerDelete(() ->
                CompletableFuture.runAsync(() -> http.prepareRequest(request)).join());
        verify(network).prepareRequest(request);
    }
}
