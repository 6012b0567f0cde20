package community.backup.local.s3;

import com.sun.net.httpserver.HttpExchange;
import community.backup.local.network.LoopbackServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Serves S3 over HTTP on the loopback address, with the bucket in the path. It supports objects, and the settings of a bucket that clients
 * read before they upload a template. It refuses all other requests.
 */
public final class LocalS3 implements AutoCloseable {
    private static final int HEXADECIMAL = 16;

    private final StoredObjects objects;
    private final LoopbackServer server;

    /**
     * Starts to serve.
     *
     * @param port 0 takes any free port
     * @throws IOException if the port cannot be opened
     */
    public LocalS3(StoredObjects objects, int port) throws IOException {
        this.objects = objects;
        server = new LoopbackServer("local-s3", port, this::serve);
    }

    /** The address of the server. */
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(HttpExchange http) throws IOException {
        String[] path = http.getRequestURI().getPath().substring(1).split("/", 2);
        String key = path.length > 1 ? path[1] : "";
        String query = Optional.ofNullable(http.getRequestURI().getQuery()).orElse("");
        byte[] body = body(http);
        if (key.isEmpty()) {
            ofBucket(http, path[0], query);
        } else {
            ofObject(http, path[0], key, body);
        }
    }

    private void ofObject(HttpExchange http, String bucket, String key, byte[] body) throws IOException {
        switch (http.getRequestMethod()) {
            case "PUT" -> {
                if (http.getRequestHeaders().containsKey("x-amz-copy-source")) {
                    refuse(http);
                    return;
                }
                objects.put(bucket, key, body);
                answer(http, 200, new byte[0]);
            }
            case "GET", "HEAD" -> {
                Optional<byte[]> content = objects.get(bucket, key);
                if (content.isPresent()) {
                    answer(http, 200, content.get());
                } else {
                    error(http, 404, "NoSuchKey", "The specified key does not exist.");
                }
            }
            case "DELETE" -> {
                objects.delete(bucket, key);
                answer(http, 204, new byte[0]);
            }
            default -> refuse(http);
        }
    }

    private void ofBucket(HttpExchange http, String bucket, String query) throws IOException {
        String operation = http.getRequestMethod() + " " + query.replaceAll("[=&].*", "");
        switch (operation) {
            case "HEAD ", "PUT " -> answer(http, 200, new byte[0]);
            // For the first region the element is empty:
            // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
            case "GET location" -> answer(http, 200, xml("<LocationConstraint/>"));
            case "GET encryption" ->
                error(
                        http,
                        404,
                        "ServerSideEncryptionConfigurationNotFoundError",
                        "The server side encryption configuration was not found.");
            case "GET list-type" -> answer(http, 200, list(bucket, query));
            default -> refuse(http);
        }
    }

    private byte[] list(String bucket, String query) {
        String prefix = query.contains("prefix=") ? query.replaceAll(".*prefix=([^&]*).*", "$1") : "";
        return xml(objects.keys(bucket, prefix).stream()
                .map(key -> "<Contents><Key>" + key.replace("&", "&amp;").replace("<", "&lt;") + "</Key></Contents>")
                .collect(Collectors.joining(
                        "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>")));
    }

    private static void refuse(HttpExchange http) throws IOException {
        error(
                http,
                501,
                "NotImplemented",
                "The local S3 keeps objects, and answers HeadBucket, GetBucketLocation, GetBucketEncryption and ListObjectsV2.");
    }

    private static void error(HttpExchange http, int status, String code, String message) throws IOException {
        answer(http, status, xml("<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>"));
    }

    private static byte[] xml(String content) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content).getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange http, int status, byte[] body) throws IOException {
        boolean bodiless = http.getRequestMethod().equals("HEAD") || status == 204;
        if (http.getRequestMethod().equals("HEAD")) {
            http.getResponseHeaders().set("Content-Length", String.valueOf(status == 200 ? body.length : 0));
        }
        http.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            http.getResponseBody().write(body);
        }
    }

    /**
     * The content of an upload. SDKs send chunks, each after its length in hexadecimal, and then a checksum
     * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html).
     */
    private static byte[] body(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        String form = http.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (form == null || !form.startsWith("STREAMING-")) {
            return body;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        InputStream chunks = new ByteArrayInputStream(body);
        for (int length = length(chunks); length > 0; length = length(chunks)) {
            content.write(chunks.readNBytes(length));
            chunks.skipNBytes("\r\n".length());
        }
        return content.toByteArray();
    }

    /** Reads the length of the next chunk; 0 after the last one. */
    private static int length(InputStream chunks) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = chunks.read(); next >= 0 && next != '\n'; next = chunks.read()) {
            line.append((char) next);
        }
        return Integer.parseInt(line.toString().strip().replaceAll(";.*", ""), HEXADECIMAL);
    }
}
