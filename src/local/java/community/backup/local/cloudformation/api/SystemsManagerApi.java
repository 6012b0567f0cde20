package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import community.backup.local.cloudformation.template.StoredParameters;
import java.io.IOException;
import java.util.Optional;

/** GetParameter of Systems Manager. The CDK calls it to check whether an account is bootstrapped. */
final class SystemsManagerApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SystemsManagerApi() {}

    /**
     * Answers a request.
     *
     * @param target the header with the service and the operation
     */
    static void answer(HttpExchange http, String target, String body) throws IOException {
        if (!target.equals("AmazonSSM.GetParameter")) {
            send(http, 400, error("UnknownOperationException", "This machine does not serve " + target + "."));
            return;
        }
        String name = JSON.readTree(body).path("Name").asText();
        Optional<String> value = StoredParameters.value(name);
        if (value.isEmpty()) {
            send(http, 400, error("ParameterNotFound", "There is no parameter " + name + "."));
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("Parameter")
                .put("Name", name)
                .put("Type", "String")
                .put("Value", value.get())
                .put("Version", 1);
        send(http, 200, answer);
    }

    private static ObjectNode error(String code, String message) {
        return JSON.createObjectNode().put("__type", code).put("message", message);
    }

    private static void send(HttpExchange http, int status, ObjectNode answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        http.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        http.sendResponseHeaders(status, body.length);
        http.getResponseBody().write(body);
    }
}
