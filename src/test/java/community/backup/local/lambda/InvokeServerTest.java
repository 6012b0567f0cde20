package community.backup.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import community.backup.local.lambda.fixture.EchoHandler;
import community.backup.local.lambda.handler.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvokeServerTest {
    private static final String HANDLER = EchoHandler.class.getName() + "::handleRequest";

    @TempDir
    private Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private InvokeServer server;

    @BeforeEach
    void start() throws IOException {
        // The layout in which Lambda unzips a package: classes at the root, libraries in lib.
        copyClass(EchoHandler.class);
        copyClass(Wiring.class);
        Path jar = Path.of(URI.create(Context.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        Files.copy(jar, Files.createDirectories(folder.resolve("lib")).resolve("core.jar"));
        server = InvokeServer.start(HandlerPackage.load(folder, HANDLER), 0, duration -> {}, log::add);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void passes_the_body_to_the_handler_and_answers_with_what_it_wrote() throws Exception {
        HttpResponse<String> response = invoke("TypeFunction", "hello");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("hello|")
                .contains("|TypeFunction|")
                .endsWith("|time left true");
        assertThat(log).containsExactly("handled hello");
    }

    @Test
    void an_instance_serves_one_invocation_after_the_other() throws Exception {
        assertThat(invoke("F", "a").body()).contains("|instance 1|");
        assertThat(invoke("F", "b").body()).contains("|instance 1|");
    }

    @Test
    void what_the_handler_throws_is_a_function_error_and_the_instance_is_not_used_again() throws Exception {
        HttpResponse<String> response = invoke("F", "throw");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
        assertThat(response.body())
                .isEqualTo("{\"errorMessage\":\"told to \\\"throw\\\"\","
                        + "\"errorType\":\"java.lang.IllegalStateException\"}");
        assertThat(invoke("F", "a").body()).contains("|instance 2|");
    }

    @Test
    void the_handler_goes_by_the_clock_whose_offset_the_request_sets() throws Exception {
        String centuries = Long.toString(Duration.ofDays(100 * 366).toMillis());

        HttpResponse<String> response = http.send(
                request("F", "a")
                        .header(LambdaEndpoint.CLOCK_OFFSET_HEADER, centuries)
                        .build(),
                asText());

        assertThat(response.body()).contains("|21");
    }

    @Test
    void other_paths_are_not_served() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/2015-03-31/functions"))
                .build();

        assertThat(http.send(request, asText()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_package_without_the_class_or_method_is_refused_by_name() {
        assertThatThrownBy(() -> HandlerPackage.load(folder, "no.Such::method")).hasMessageContaining("no.Such");
        assertThatThrownBy(() -> HandlerPackage.load(folder, EchoHandler.class.getName() + "::other"))
                .hasMessageContaining("has no method other");
        assertThatThrownBy(() -> HandlerPackage.load(folder.resolve("none"), HANDLER))
                .hasMessageContaining("There is no package at");
    }

    private HttpResponse<String> invoke(String function, String body) throws Exception {
        return http.send(request(function, body).build(), asText());
    }

    private HttpRequest.Builder request(String function, String body) {
        return HttpRequest.newBuilder(server.uri().resolve("/2015-03-31/functions/" + function + "/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse.BodyHandler<String> asText() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private void copyClass(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
            assertThat(bytes).isNotNull();
            Files.write(copy, bytes.readAllBytes());
        }
    }
}
