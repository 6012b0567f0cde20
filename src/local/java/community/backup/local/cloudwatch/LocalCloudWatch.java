package community.backup.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import community.backup.local.network.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * CloudWatch's PutMetricData and CloudWatch Logs' groups, streams and events on the loopback address, in the protocols
 * that the AWS SDK uses. All credentials are accepted.
 */
public final class LocalCloudWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOGS = "Logs_20140328.";

    /** The behaviour of the server. */
    public enum Mode {
        WORKING,
        /** Answers half a second late. */
        SLOW,
        /** Answers with AccessDeniedException. */
        DENYING,
        /** Answers with ThrottlingException. */
        THROTTLING,
        /** Answers with an internal failure, 500. */
        FAILING,
        /** Closes the connection without an answer. */
        DISCONNECTING,
        /** Accepts the request and never answers. */
        SILENT
    }

    /**
     * A metric that the server received.
     *
     * @param dimensions by their names
     */
    public record Metric(String namespace, String name, Map<String, String> dimensions, double value) {}

    private final LoopbackServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> calls = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final Set<String> groups = new TreeSet<>();
    private final Map<String, List<String>> streams = new LinkedHashMap<>();
    private Mode mode = Mode.WORKING;

    /** Starts to serve on a free port. */
    public LocalCloudWatch() throws IOException {
        server = new LoopbackServer("local-cloudwatch", 0, this::serve);
    }

    /** The address of the server. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Sets the behaviour from now on. */
    public synchronized void setMode(Mode newMode) {
        mode = newMode;
    }

    /** The operations that callers requested, also the ones that failed. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The metrics that the server has accepted. */
    public synchronized List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    /** The log groups. */
    public synchronized Set<String> groups() {
        return Set.copyOf(groups);
    }

    /** The accepted log lines, by {@code group/stream}. */
    public synchronized Map<String, List<String>> streams() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        streams.forEach((name, lines) -> copy.put(name, List.copyOf(lines)));
        return copy;
    }

    /** Deletes all groups, streams and lines, as another user of the account might do. */
    public synchronized void deleteLogs() {
        groups.clear();
        streams.clear();
    }

    /** Removes the recorded calls and metrics. */
    public synchronized void clearRecords() {
        calls.clear();
        metrics.clear();
    }

    /** Stops listening: from now on a connection is refused. */
    public void stop() {
        close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }

    private void serve(HttpExchange http) throws IOException {
        try {
            String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = http.getRequestHeaders().getFirst("X-Amz-Target");
            switch (received(target, body)) {
                case WORKING -> answer(http, target, body);
                case SLOW -> {
                    closed.await(500, TimeUnit.MILLISECONDS);
                    answer(http, target, body);
                }
                case DENYING -> error(http, target, 400, "AccessDeniedException");
                case THROTTLING -> error(http, target, 400, "ThrottlingException");
                case FAILING -> error(http, target, 500, "InternalFailure");
                case DISCONNECTING -> http.close();
                case SILENT -> closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Mode received(String target, String body) {
        calls.add(target == null ? form(body).getOrDefault("Action", "") : target.substring(LOGS.length()));
        return mode;
    }

    private void answer(HttpExchange http, String target, String body) throws IOException {
        if (target == null) {
            put(form(body));
            respond(
                    http,
                    200,
                    "<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                            + "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PutMetricDataResponse>");
            return;
        }
        JsonNode request = JSON.readTree(body);
        if (target.equals(LOGS + "DescribeLogGroups")) {
            respond(http, 200, described(request.path("logGroupNamePrefix").asText()));
            return;
        }
        String error = logs(target.substring(LOGS.length()), request);
        if (error.isEmpty()) {
            respond(http, 200, "{}");
        } else {
            error(http, target, 400, error);
        }
    }

    private synchronized String described(String prefix) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("logGroups");
        groups.stream().filter(group -> group.startsWith(prefix)).forEach(group -> found.addObject()
                .put("logGroupName", group));
        return answer.toString();
    }

    private synchronized void put(Map<String, String> form) {
        for (int i = 1; form.containsKey("MetricData.member." + i + ".MetricName"); i++) {
            String datum = "MetricData.member." + i + ".";
            Map<String, String> dimensions = new LinkedHashMap<>();
            for (int j = 1; form.containsKey(datum + "Dimensions.member." + j + ".Name"); j++) {
                String dimension = datum + "Dimensions.member." + j + ".";
                dimensions.put(form.getOrDefault(dimension + "Name", ""), form.getOrDefault(dimension + "Value", ""));
            }
            metrics.add(new Metric(
                    form.getOrDefault("Namespace", ""),
                    form.getOrDefault(datum + "MetricName", ""),
                    dimensions,
                    Double.parseDouble(form.getOrDefault(datum + "Value", "NaN"))));
        }
    }

    /**
     * Carries out an operation on logs.
     *
     * @return the name of the error; empty for a success
     */
    private synchronized String logs(String operation, JsonNode request) {
        String group = request.path("logGroupName").asText();
        String stream = group + "/" + request.path("logStreamName").asText();
        switch (operation) {
            case "CreateLogGroup" -> {
                return groups.add(group) ? "" : "ResourceAlreadyExistsException";
            }
            case "CreateLogStream" -> {
                if (!groups.contains(group)) {
                    return "ResourceNotFoundException";
                }
                return streams.putIfAbsent(stream, new ArrayList<>()) == null ? "" : "ResourceAlreadyExistsException";
            }
            case "PutLogEvents" -> {
                List<String> lines = streams.get(stream);
                if (lines == null) {
                    return "ResourceNotFoundException";
                }
                request.path("logEvents")
                        .forEach(event -> lines.add(event.path("message").asText()));
                return "";
            }
            default -> {
                return "UnknownOperationException";
            }
        }
    }

    private static void error(HttpExchange http, String target, int status, String type) throws IOException {
        respond(
                http,
                status,
                target == null
                        ? "<ErrorResponse><Error><Type>Sender</Type><Code>" + type
                                + "</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>"
                        : "{\"__type\":\"" + type + "\",\"message\":\"no\"}");
    }

    private static void respond(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("x-amzn-RequestId", "1");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                form.put(
                        URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }
}
