package community.backup.recoverypoint.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Runs {@code src/test/python/local-registry.py}, a local AWS. The head of that file describes its behaviour. */
final class LocalRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI endpoint;

    /** @param log gets its messages about calls and about a failed start */
    LocalRegistry(Path log) throws IOException {
        process = new ProcessBuilder("tools/python", "moto", "python", "src/test/python/local-registry.py")
                .redirectError(log.toFile())
                .start();
        String port = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (port == null) {
            throw new AssertionError("The local AWS did not start: " + Files.readString(log));
        }
        endpoint = URI.create("http://127.0.0.1:" + port);
    }

    URI endpoint() {
        return endpoint;
    }

    /** Changes its behaviour from now on. The JSON has single quotes in place of double quotes. */
    void configure(String what, String json) {
        send(HttpRequest.newBuilder(endpoint.resolve("/local/" + what))
                .POST(BodyPublishers.ofString(json.replace('\'', '"')))
                .build());
    }

    /** The present state. */
    State state() {
        return new State(send(
                HttpRequest.newBuilder(endpoint.resolve("/local/state")).GET().build()));
    }

    private JsonNode send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("The local AWS does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was stopped", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** The contents of the account, and the calls that changed it, in their order. */
    record State(JsonNode json) {
        List<String> calls() {
            return texts("calls");
        }

        List<String> stacks() {
            return texts("stacks");
        }

        List<String> objects() {
            return texts("objects");
        }

        /** The trust policy of each role. */
        List<String> trust() {
            return texts("trust");
        }

        List<String> logGroups() {
            return texts("logGroups");
        }

        /** The live versions. */
        List<Version> versions() {
            return StreamSupport.stream(json.path("versions").spliterator(), false)
                    .map(version -> new Version(
                            version.path("arn").asText(),
                            version.path("default").asBoolean(),
                            version.path("role").asText(),
                            version.path("logRole").asText()))
                    .toList();
        }

        int buckets() {
            return json.path("buckets").asInt();
        }

        int roles() {
            return json.path("roles").asInt();
        }

        private List<String> texts(String member) {
            return StreamSupport.stream(json.path(member).spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    record Version(String arn, boolean isDefault, String role, String logRole) {}
}
