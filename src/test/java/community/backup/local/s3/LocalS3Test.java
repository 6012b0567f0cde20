package community.backup.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class LocalS3Test {
    private final HttpClient http = HttpClient.newHttpClient();
    private final StoredObjects objects = new StoredObjects();
    private final LocalS3 s3;

    LocalS3Test() throws IOException {
        s3 = new LocalS3(objects, 0);
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(s3.endpoint().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3.us-east-1.amazonaws.com/bucket/a/b.json",
                "https://s3.amazonaws.com/bucket/a/b.json",
                "https://bucket.s3.us-east-1.amazonaws.com/a/b.json",
                "https://bucket.s3.amazonaws.com/a/b.json?versionId=1",
                "http://127.0.0.1:4582/bucket/a/b.json"
            })
    void what_was_put_is_found_at_every_form_of_its_address(String url) throws Exception {
        assertThat(send("PUT", "/bucket/a/b.json", "the template").statusCode()).isEqualTo(200);

        assertThat(objects.text(url)).contains("the template");
        assertThat(send("GET", "/bucket/a/b.json", "").body()).isEqualTo("the template");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3.us-east-1.amazonaws.com/other/a/b.json",
                "https://example.com/bucket/a/b.json",
                "bucket/a/b.json"
            })
    void nothing_is_found_elsewhere(String url) throws Exception {
        send("PUT", "/bucket/a/b.json", "the template");

        assertThat(objects.text(url)).isEmpty();
    }

    @Test
    void what_comes_in_chunks_is_stored_without_their_lengths() throws Exception {
        send(
                "PUT",
                "/bucket/key",
                "5\r\nhello\r\n7;chunk-signature=abc\r\n, world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
                "x-amz-content-sha256",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER");

        assertThat(objects.text("https://s3.amazonaws.com/bucket/key")).contains("hello, world");
    }

    @Test
    void an_object_that_is_not_there_and_one_that_was_deleted_are_not_found() throws Exception {
        assertThat(send("GET", "/bucket/key", "").body()).contains("<Code>NoSuchKey</Code>");
        send("PUT", "/bucket/key", "text");
        assertThat(send("HEAD", "/bucket/key", "").statusCode()).isEqualTo(200);

        send("DELETE", "/bucket/key", "");

        assertThat(send("HEAD", "/bucket/key", "").statusCode()).isEqualTo(404);
    }

    @Test
    void the_keys_with_a_prefix_are_listed() throws Exception {
        send("PUT", "/bucket/assets/one", "1");
        send("PUT", "/bucket/other", "2");
        send("PUT", "/bucket2/assets/two", "3");

        assertThat(send("GET", "/bucket?list-type=2&prefix=assets/", "").body())
                .contains("<Key>assets/one</Key>")
                .doesNotContain("other", "two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /bucket?versioning", "POST /bucket?delete", "POST /bucket/key?uploads", "DELETE /bucket"})
    void what_is_not_served_is_refused(String operation) throws Exception {
        String[] parts = operation.split(" ", -1);

        assertThat(send(parts[0], parts[1], "").statusCode()).isEqualTo(501);
    }
}
