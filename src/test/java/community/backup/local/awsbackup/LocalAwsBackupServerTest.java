package community.backup.local.awsbackup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.backup.local.clock.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalAwsBackupServerTest {
    private final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    private final LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0);
    private final HttpClient http = HttpClient.newHttpClient();

    LocalAwsBackupServerTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_error_has_its_type_in_the_header_and_its_code_in_the_body() throws IOException, InterruptedException {
        backup.world().createVault("v");

        HttpResponse<String> answer = send(
                "GET", "/backup-vaults/v/recovery-points/arn%3Aaws%3Aec2%3Aus-east-1%3A%3Asnapshot%2Fsnap-05f", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ResourceNotFoundException");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.body())
                .isEqualTo("{\"Code\":\"ERROR_2603\",\"Message\":\"Cannot find recovery point.\",\"Type\":null,"
                        + "\"Context\":null}");
    }

    @Test
    void times_are_numbers_of_seconds() throws IOException, InterruptedException {
        assertThat(send("PUT", "/backup-vaults/vault", "{}").body()).contains("\"CreationDate\":1767323045.000");
    }

    @Test
    void what_is_no_operation_is_not_found() throws IOException, InterruptedException {
        assertThat(send("GET", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(send("PUT", "/backup-jobs", "no json").body()).contains("not a JSON object");
    }

    @Test
    void a_cut_connection_has_no_answer() {
        backup.faults().inject(Fault.cutAfterEffect());

        assertThatThrownBy(() -> send("PUT", "/backup-vaults/vault", "{}")).isInstanceOf(IOException.class);
        assertThat(backup.world().vaults()).containsExactly("vault");
    }

    @Test
    void the_admin_api_arranges_the_world_and_shows_the_truth() throws IOException, InterruptedException {
        send("POST", "/_local/vaults", "{\"name\":\"v\"}");
        String put = "{\"vault\":\"v\",\"type\":\"EBS\",\"blockers\":[\"SNAPSHOT_LOCKED\"],\"tags\":{\"a\":\"b\"}}";
        String arn = send("POST", "/_local/points", put).body().replaceAll(".*\"(arn:[^\"]*)\".*", "$1");
        String change = "{\"arn\":\"" + arn + "\",\"unblock\":true,\"hold\":\"case\"}";
        assertThat(send("POST", "/_local/points/change", change).statusCode()).isEqualTo(200);
        send("POST", "/_local/clock", "{\"advanceSeconds\":60}");

        String state = send("GET", "/_local/state", "").body();

        assertThat(state).contains(arn, "\"blockers\":[]", "\"legalHolds\":[\"case\"]", "2026-01-02T03:05:05Z");
    }

    @Test
    void the_admin_api_makes_and_removes_backup_plans() throws IOException, InterruptedException {
        send("POST", "/_local/vaults", "{\"name\":\"v\"}");
        String plan = "{\"name\":\"p\",\"vault\":\"v\",\"resourceArn\":\"arn:aws:s3:::b\",\"everySeconds\":3600}";
        String id = send("POST", "/_local/plans", plan).body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
        send("POST", "/_local/clock", "{\"advanceSeconds\":7200}");
        assertThat(send("POST", "/_local/plans/remove", "{\"id\":\"" + id + "\"}")
                        .statusCode())
                .isEqualTo(200);
        send("POST", "/_local/clock", "{\"advanceSeconds\":7200}");

        assertThat(backup.world().jobs()).hasSize(2);
    }

    @Test
    void the_admin_api_says_what_is_wrong() throws IOException, InterruptedException {
        assertThat(send("POST", "/_local/points", "{\"vault\":\"v\"}").body()).contains("type is missing");
        assertThat(send("POST", "/_local/points", "{\"vault\":\"v\",\"type\":\"EBS\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/_local/faults", "{\"fault\":\"flood\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/_local/unknown", "").statusCode()).isEqualTo(404);
    }
}
