package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** {@code ./demo --serve} of the root: the local CloudFormation and AWS Backup, with the packaged handlers. */
final class ServedAccount implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXPORT = Pattern.compile("(AWS_[A-Z_0-9]+)=(\\S+)");
    private static final String SERVING = "What happens to stacks:";
    /** Ten hours a second, so that long waits take no longer than the CDK's command line. */
    private static final String SPEED = "36000";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Map<String, String> environment;

    /** Starts to serve an empty account. The process ends with this JVM at the latest. */
    ServedAccount() throws IOException {
        process = new ProcessBuilder("./demo", "--serve", "--port", "0", "--speed", SPEED)
                .directory(Command.ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        environment = environment(process.inputReader(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /**
     * Reads the environment variables for clients from the output, and starts a thread that reads and ignores the rest.
     */
    private static Map<String, String> environment(BufferedReader output) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !SERVING.equals(line); line = output.readLine()) {
            assertThat(line).as("the end of what --serve said: %s", said).isNotNull();
            said.append(line).append('\n');
            EXPORT.matcher(line).results().forEach(found -> environment.put(found.group(1), found.group(2)));
        }
        Thread rest = new Thread(() -> output.lines().forEach(line -> {}), "served-account");
        rest.setDaemon(true);
        rest.start();
        return environment;
    }

    /** The environment variables with which a client of AWS calls the local services. */
    Map<String, String> environment() {
        return environment;
    }

    /**
     * Sends a request to CloudFormation.
     *
     * @param fields names and values in turn
     * @throws IOException if CloudFormation refuses the request; the message is the answer
     */
    Answer cloudFormation(String action, String... fields) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("Version=2010-05-15&Action=" + action);
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint("CLOUDFORMATION"))
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
        if (answer.statusCode() != 200) {
            throw new IOException(action + ": " + answer.body());
        }
        return Answer.parse(answer.body());
    }

    /** An answer of CloudFormation, or an element of it. */
    record Answer(Element element) {
        private static Answer parse(String xml) throws IOException {
            try {
                return new Answer(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)))
                        .getDocumentElement());
            } catch (ParserConfigurationException | SAXException e) {
                throw new IOException(xml, e);
            }
        }

        /** The members of the list of that name. */
        List<Answer> members(String list) {
            List<Answer> members = new ArrayList<>();
            NodeList lists = element.getElementsByTagName(list);
            NodeList nodes = lists.getLength() == 0 ? lists : lists.item(0).getChildNodes();
            for (int i = 0; i < nodes.getLength(); i++) {
                members.add(new Answer((Element) nodes.item(i)));
            }
            return members;
        }

        /** The text of the first element of that name; empty if there is none. */
        String text(String name) {
            NodeList found = element.getElementsByTagName(name);
            return found.getLength() == 0 ? "" : found.item(0).getTextContent();
        }
    }

    /** Puts a recovery point into a vault that is made for it. */
    void put(String vault, String arn) throws IOException, InterruptedException {
        arrange("vaults", Map.of("name", vault));
        arrange("points", Map.of("vault", vault, "type", "EBS", "arn", arn));
    }

    /** Arranges something with the admin API of the local AWS Backup. */
    private void arrange(String path, Map<String, String> what) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(endpoint("BACKUP").resolve("/_local/" + path))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(what))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The vaults in their present state, by their names, each with its recovery points. */
    JsonNode vaults() throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(endpoint("BACKUP").resolve("/_local/state")))
                        .body())
                .path("vaults");
    }

    private URI endpoint(String service) {
        return URI.create(environment.get("AWS_ENDPOINT_URL_" + service));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
