package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code ./demo --serve}: AWS Backup and CloudFormation on this machine, for the AWS CLI. */
final class ServedAccount implements AutoCloseable {
    private static final Pattern EXPORT = Pattern.compile("AWS_ENDPOINT_URL_(\\w+)=(http://\\S+)");
    private static final String SERVING = "What happens to stacks:";

    private final Process process;
    private final BufferedReader output;
    private final Map<String, String> environment;

    ServedAccount(Path tmpdir) throws IOException {
        process = DemoProcess.start(List.of("--serve", "--speed", "600"), tmpdir);
        output = process.inputReader(StandardCharsets.UTF_8);
        try {
            environment = EXPORT.matcher(untilServing())
                    .results()
                    .collect(Collectors.toMap(found -> "AWS_ENDPOINT_URL_" + found.group(1), found -> found.group(2)));
            assertThat(environment).hasSize(6);
        } catch (IOException | AssertionError e) {
            // After this exception, nothing else would end the process.
            close();
            throw e;
        }
    }

    private String untilServing() throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); !SERVING.equals(line); line = output.readLine()) {
            assertThat(line).as("the end of what --serve said: %s", printed).isNotNull();
            printed.append(line).append('\n');
        }
        return printed.toString();
    }

    /** The environment variables with which the AWS CLI calls the local services. */
    Map<String, String> environment() {
        return environment;
    }

    /** Arranges something with the admin API of the local AWS Backup. */
    void arrange(String path, String json) throws IOException, InterruptedException {
        admin(path, request -> request.POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The whole state of the local AWS Backup. */
    JsonNode state() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(admin("state", HttpRequest.Builder::GET));
    }

    private String admin(String path, UnaryOperator<HttpRequest.Builder> method)
            throws IOException, InterruptedException {
        URI uri = URI.create(environment.get("AWS_ENDPOINT_URL_BACKUP") + "/_local/" + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(method.apply(HttpRequest.newBuilder(uri)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Reads the output until a line about a stack matches, for a minute at most. Returns the match. */
    Matcher await(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        CompletableFuture<Void> giveUp =
                CompletableFuture.runAsync(this::close, CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES));
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher found = pattern.matcher(line);
                if (found.find()) {
                    return found;
                }
            }
        } finally {
            giveUp.cancel(false);
        }
        throw new AssertionError("It ended, or a minute passed, without " + regex);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
